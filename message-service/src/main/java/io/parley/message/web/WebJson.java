package io.parley.message.web;

import io.parley.model.wire.Json;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** HTTP speaks the JSON of the wire. */
@Configuration(proxyBeanMethods = false)
class WebJson {

    @Bean
    JsonMapper jsonMapper() {
        return Json.MAPPER;
    }
}
