package io.parley.service;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.ObjectError;

/**
 * Says which setting is wrong and what to do. Boot's own analyzer would print the refused value,
 * which may be a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidPropertiesAnalyzer extends AbstractFailureAnalyzer<BindValidationException> {

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, BindValidationException cause) {
        var sentences =
                cause.getValidationErrors().getAllErrors().stream()
                        .map(ObjectError::getDefaultMessage)
                        .collect(Collectors.joining("\n"));
        return new FailureAnalysis(sentences, "Set it in the environment and start again.", cause);
    }
}
