package io.parley.user.kafka;

import io.parley.kafka.applied.Followers;
import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who decides by what is told here.
 *
 * @param followers what {@link Followers} takes; nobody is asked where it is empty
 */
@ConfigurationProperties("parley.policy")
record PolicySettings(String followers) {

    PolicySettings {
        if (!Followers.FORM.matcher(followers).matches()) {
            throw new WrongSetting(
                    "PARLEY_POLICY_FOLLOWERS must be a list such as"
                            + " http://chat-1:8080,http://message-1:8080, where"
                            + " dns:http://name:8080 stands for all addresses of a name.");
        }
    }
}
