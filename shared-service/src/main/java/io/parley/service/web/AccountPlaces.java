package io.parley.service.web;

import io.parley.model.UserId;
import io.parley.service.AccountShare;
import io.parley.service.FairShare;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Gives each account a few places: one person's requests, however large or slowly taken, leave the
 * database and the memory to the others.
 */
public final class AccountPlaces implements HandlerInterceptor {

    private static final String PLACE = AccountPlaces.class.getName();

    private final FairShare<UserId> places;
    private final Supplier<Optional<UserId>> caller;
    private final Refusal refusal;

    /**
     * @param caller whose request the current one is, where it is somebody's
     */
    public AccountPlaces(AccountShare share, Supplier<Optional<UserId>> caller, Refusal refusal) {
        this.places = share.places();
        this.caller = caller;
        this.refusal = refusal;
    }

    /** Answers a request for which its account has no place left, or throws what is answered. */
    @FunctionalInterface
    public interface Refusal {
        void answer(HttpServletResponse response) throws IOException;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var account = caller.get();
        if (account.isEmpty()) {
            return true;
        }
        if (!places.enter(account.get())) {
            refusal.answer(response);
            return false;
        }
        request.setAttribute(PLACE, account.get());
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        if (request.getAttribute(PLACE) instanceof UserId account) {
            request.removeAttribute(PLACE);
            places.leave(account);
        }
    }
}
