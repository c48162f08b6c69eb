package io.parley.service.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** What Tomcat refuses before it looks for an application, such as a broken path, as a problem. */
public final class ContainerProblems
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        TomcatContextCustomizer problems =
                context -> {
                    if (context.getParent() instanceof StandardHost host) {
                        host.setErrorReportValveClass(ProblemValve.class.getName());
                    }
                };
        factory.addContextCustomizers(problems);
    }

    /** Made by Tomcat, by its name. */
    public static final class ProblemValve extends ErrorReportValve {

        private static final int FIRST_ERROR = 400;

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            var status = response.getStatus();
            if (status < FIRST_ERROR || !response.setErrorReported()) {
                return;
            }
            response.setContentType(Problem.MEDIA_TYPE);
            try {
                var json = Json.MAPPER.writeValueAsString(StatusProblems.of(status, null));
                response.getOutputStream().write(json.getBytes(UTF_8));
                response.finishResponse();
            } catch (IOException clientIsGone) {
                response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            }
        }
    }
}
