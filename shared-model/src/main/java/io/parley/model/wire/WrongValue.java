package io.parley.model.wire;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.InvalidFormatException;

/** A value of a request that no field may have, whatever the field is for. */
public final class WrongValue extends InvalidFormatException {

    private final String rule;

    /**
     * @param rule what the value must be, in words for whoever sent it
     */
    WrongValue(JsonParser json, String rule, Class<?> type) {
        super(json, rule, "", type);
        this.rule = rule;
    }

    public String rule() {
        return rule;
    }
}
