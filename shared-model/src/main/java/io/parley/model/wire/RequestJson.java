package io.parley.model.wire;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * {@link Json} for what people send: on top of its form, no text holds what cannot be stored, and
 * every time is one that a database and RFC 3339 can write. Here, and not at each field, so that no
 * field can be forgotten.
 */
public final class RequestJson {

    /** RFC 3339 has no other years. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    /** The end of what never ends; a later one would be rounded into a year of five digits. */
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    public static final JsonMapper MAPPER =
            Json.MAPPER
                    .rebuild()
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .addModule(
                            new SimpleModule("requests")
                                    .addDeserializer(String.class, new StorableText())
                                    .addDeserializer(Instant.class, new CalendarTime()))
                    .build();

    private RequestJson() {}

    private static final class StorableText extends StdScalarDeserializer<String> {

        StorableText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context)
                throws JacksonException {
            var text = StringDeserializer.instance.deserialize(json, context);
            if (text != null && !Texts.isStorable(text)) {
                throw new WrongValue(
                        json, "must not hold U+0000 or half a character", String.class);
            }
            return text;
        }
    }

    private static final class CalendarTime extends StdScalarDeserializer<Instant> {

        private static final String RULE =
                "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z, of the years 1 to 9999";

        CalendarTime() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws JacksonException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new WrongValue(json, RULE, Instant.class);
            }
            var time = parse(json);
            if (time.isBefore(FIRST) || time.isAfter(LAST)) {
                throw new WrongValue(json, RULE, Instant.class);
            }
            return time;
        }

        private static Instant parse(JsonParser json) {
            try {
                return Instant.parse(json.getString());
            } catch (DateTimeException notATime) {
                throw new WrongValue(json, RULE, Instant.class);
            }
        }
    }
}
