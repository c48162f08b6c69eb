package io.parley.message.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** How large a request's body may be. */
@ConfigurationProperties("parley.requests")
record RequestLimits(
        @DefaultValue("64KB") DataSize maxBody, @DefaultValue("512KB") DataSize maxPostBody) {}
