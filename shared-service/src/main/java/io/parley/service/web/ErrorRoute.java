package io.parley.service.web;

import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the container sends what failed outside of controllers: filters, the firewall, itself. */
@RestController
@Import(ContainerProblems.class)
public final class ErrorRoute implements ErrorController {

    private static final MediaType TYPE = MediaType.parseMediaType(Problem.MEDIA_TYPE);

    @RequestMapping("${server.error.path:${error.path:/error}}")
    ResponseEntity<String> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return answer(StatusProblems.of(status instanceof Integer code ? code : 404, null));
    }

    static ResponseEntity<String> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(Json.MAPPER.writeValueAsString(problem));
    }
}
