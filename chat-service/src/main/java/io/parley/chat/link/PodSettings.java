package io.parley.chat.link;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** The pod's own name, unique among the pods that run. */
@Validated
@ConfigurationProperties("parley.pod")
public record PodSettings(
        @Pattern(
                        regexp = "[A-Za-z0-9._-]{1,63}",
                        message = "PARLEY_POD_ID must name this pod: 1 to 63 of A-Z a-z 0-9 . _ -")
                String id) {}
