package io.parley.user.factor;

import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who must have a second factor.
 *
 * @param neededByAdmins {@code true} or {@code false}
 */
@ConfigurationProperties("parley.second-factor")
record FactorSettings(String neededByAdmins) {

    FactorSettings {
        if (!neededByAdmins.equals("true") && !neededByAdmins.equals("false")) {
            throw new WrongSetting(
                    "PARLEY_ADMINS_NEED_SECOND_FACTOR must be true or false: whether admins must"
                            + " have a second factor.");
        }
    }

    boolean adminsNeedOne() {
        return Boolean.parseBoolean(neededByAdmins);
    }
}
