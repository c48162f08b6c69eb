package io.parley.gateway.site;

import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.config.ResourceHandlerRegistration;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Serves the web client. Names under {@code /assets} hold a hash of their content and never change;
 * everything else is asked for again each time, with an ETag that makes the answer short.
 */
@Configuration(proxyBeanMethods = false)
class WebClientFiles implements WebFluxConfigurer {

    private static final String FILES = "classpath:/static/";
    private static final Duration YEAR = Duration.ofDays(365);

    private static final Map<String, MediaType> TYPES =
            Map.of(
                    "webmanifest", MediaType.parseMediaType("application/manifest+json"),
                    "woff2", MediaType.parseMediaType("font/woff2"),
                    "map", MediaType.APPLICATION_JSON);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        var tags = new ContentTags();
        tagged(registry.addResourceHandler("/assets/**"), tags)
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
        tagged(registry.addResourceHandler("/**"), tags)
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new PageResolver());
    }

    private static ResourceHandlerRegistration tagged(
            ResourceHandlerRegistration registration, ContentTags tags) {
        registration.setMediaTypes(TYPES);
        return registration.setUseLastModified(false).setEtagGenerator(tags::of);
    }
}
