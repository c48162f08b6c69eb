package io.parley.test;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A nested class has what its outer class asked for, since that was set before. */
final class RealInfrastructureExtension implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RealInfrastructure.class)
                .ifPresent(
                        wanted ->
                                Infrastructure.shared()
                                        .settings(wanted.value())
                                        .forEach(System::setProperty));
    }
}
