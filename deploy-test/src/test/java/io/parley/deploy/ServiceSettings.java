package io.parley.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The environment variables of one service.
 *
 * @param defaults of those that its configuration reads; empty where it has none
 * @param required those that the table of settings says it needs
 */
record ServiceSettings(Map<String, String> defaults, Set<String> required) {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):(\\$\\{[^}]*}|[^}]*)}");

    static ServiceSettings of(String service) {
        var reader = service.replace(Repository.SERVICE, "");
        var rows = SettingsTable.read().readBy(reader).filter(SettingsTable.Row::isRequired);
        return new ServiceSettings(defaults(service), SettingsTable.names(rows));
    }

    static Map<String, String> defaults(String service) {
        var text = Repository.text(service + "/src/main/resources/application.yml");
        return PLACEHOLDER
                .matcher(text)
                .results()
                .collect(
                        Collectors.toMap(
                                found -> found.group(1),
                                found -> found.group(2),
                                (a, b) -> a,
                                TreeMap::new));
    }

    Set<String> known() {
        return defaults.keySet();
    }
}
