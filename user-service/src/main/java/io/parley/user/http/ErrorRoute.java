package io.parley.user.http;

import io.parley.service.web.ContainerProblems;
import io.parley.service.web.StatusProblems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the container sends what failed outside of controllers: filters, the firewall. */
@RestController
@Import(ContainerProblems.class)
final class ErrorRoute implements ErrorController {

    @RequestMapping("${server.error.path:${error.path:/error}}")
    ResponseEntity<Object> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return Problems.of(StatusProblems.of(status instanceof Integer code ? code : 404, null));
    }
}
