package io.parley.stack;

import io.parley.model.wire.Json;
import io.parley.stack.demo.Demo;
import io.parley.stack.infrastructure.PrivateFile;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Makes the demo once for an installation, and knows its people's passwords from then on. */
record DemoLogins(LocalStack stack, Path directory) {

    /** Lines for people. */
    List<String> lines() {
        try {
            return logins().entrySet().stream()
                    .map(login -> "  %-8s password %s".formatted(login.getKey(), login.getValue()))
                    .toList();
        } catch (IOException e) {
            throw new StackException("Cannot keep the demo's logins in " + directory, e);
        }
    }

    private Map<String, String> logins() throws IOException {
        var file = directory.resolve("demo.json");
        if (Files.exists(file)) {
            return Json.MAPPER.readValue(
                    Files.readAllBytes(file), new TypeReference<Map<String, String>>() {});
        }
        var admin = stack.admin();
        if (admin.password() == null) {
            throw new StackException(
                    "--demo needs the password of the first start: use --fresh --demo, which"
                            + " forgets all data, or another folder with --data.");
        }
        var logins =
                new Demo(stack.address(), admin.username(), admin.password())
                        .make(FirstAdmin::generate);
        PrivateFile.write(file, Json.MAPPER.writeValueAsString(logins));
        return logins;
    }
}
