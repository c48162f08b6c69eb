package io.parley.message.infra;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a {@link WrongSetting} as one sentence instead of a stack trace. */
class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongSetting cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
