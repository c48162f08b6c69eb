package io.parley.message.access;

import io.parley.message.web.Refusal;
import io.parley.model.UserId;
import io.parley.service.AccountShare;
import io.parley.service.FairShare;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Gives each account a few places: one person's reads, however large or slowly taken, leave the
 * database and the memory to the others.
 */
final class AccountPlaces implements HandlerInterceptor {

    private static final String PLACE = AccountPlaces.class.getName();

    private final FairShare<UserId> places;

    AccountPlaces(AccountShare share) {
        this.places = share.places();
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof CallerAuthentication authentication) {
            var account = authentication.getPrincipal().id();
            if (!places.enter(account)) {
                throw Refusal.tooMany(
                        "too many requests of this account at once", AccountShare.RETRY_AFTER);
            }
            request.setAttribute(PLACE, account);
        }
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
