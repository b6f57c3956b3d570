package dev.parley.kit.launch;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Has Boot log the two sentences instead of a stack trace. Registered in META-INF/spring.factories.
class WrongUseAnalyzer extends AbstractFailureAnalyzer<WrongUseException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongUseException cause) {
        return new FailureAnalysis(cause.wrong(), cause.remedy(), cause);
    }
}
