package io.parley.message.web;

import io.parley.model.wire.RequestJson;
import io.parley.service.web.ErrorRoute;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** HTTP speaks the JSON of the wire, the container's refusals, too. */
@Configuration(proxyBeanMethods = false)
@Import(ErrorRoute.class)
class WebJson {

    @Bean
    JsonMapper jsonMapper() {
        return RequestJson.MAPPER;
    }
}
