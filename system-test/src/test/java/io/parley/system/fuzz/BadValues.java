package io.parley.system.fuzz;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Values that are wrong, or right and rare, for each kind of parameter. */
final class BadValues {

    private static final List<String> ANYWHERE =
            List.of(
                    "%20",
                    "%C2%A0",
                    "%E2%80%8B",
                    "%E2%80%AE",
                    // half a character, what UTF-8 does not hold, and no hexadecimal number
                    "%F0%9F",
                    "%FF",
                    "%C0%AE",
                    "%ED%A0%80",
                    "%",
                    "%zz",
                    "%00",
                    "a%00b",
                    "%0D%0Ax:y",
                    "-1",
                    "0",
                    "null",
                    "NaN",
                    "x".repeat(3_000),
                    "%D9%A1%D9%A2",
                    "1;x=y",
                    "%27%20OR%201=1",
                    "%25s%25n",
                    "$%7Bjndi:x%7D");

    private static final List<String> NUMBERS =
            List.of(
                    "2147483648",
                    "-2147483649",
                    "9007199254740992",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "9223372036854775808",
                    "99999999999999999999999999",
                    "1.5",
                    "1e5",
                    "1e400",
                    "Infinity",
                    "0x10",
                    "1_000",
                    "+5",
                    "%205");

    private static final List<String> TIMES =
            List.of(
                    "%2B999999999-12-31T23:59:59.999999999Z",
                    "-999999999-01-01T00:00:00Z",
                    "0000-01-01T00:00:00Z",
                    "-0001-01-01T00:00:00Z",
                    "9999-12-31T23:59:59.999999999Z",
                    "%2B10000-01-01T00:00:00Z",
                    "%2B294277-01-01T00:00:00Z",
                    "2026-02-30T00:00:00Z",
                    "2026-12-31T23:59:60Z",
                    "2026-12-31",
                    "1970-01-01T00:00:00Z",
                    "tomorrow");

    private static final List<String> IDS =
            List.of(
                    "1-1-1-1-1",
                    "00000000-0000-0000-0000-000000000000",
                    "FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF",
                    "%7B00000000-0000-7000-8000-000000000000%7D",
                    "0000000000000000000000000000000000000",
                    "00000000-0000-7000-8000-00000000000g");

    /** Cursors are texts that mean something: in Base64, or plain. */
    private static final List<String> TEXTS =
            List.of(
                    "AA",
                    "____",
                    "MS45OTk5OTk5OTk5OTk5OS4wMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDA",
                    "999999999999999_00000000-0000-0000-0000-000000000000",
                    "%D9%A1_00000000-0000-0000-0000-000000000000",
                    "x".repeat(300),
                    "%F0%9F%98%80".repeat(40),
                    "%E3%85%A4",
                    "%E2%A0%80",
                    "%5B%5D",
                    "*");

    private BadValues() {}

    /** Percent-encoded where it has to be, for paths and queries; may be broken on purpose. */
    static List<String> encoded(Parameter parameter) {
        var own =
                switch (parameter.kind()) {
                    case NUMBER -> NUMBERS;
                    case TIME -> TIMES;
                    case ID -> IDS;
                    case BOOLEAN -> List.of("yes", "TRUE", "2");
                    case CHOICE -> choices(parameter);
                    case TEXT, OBJECT ->
                            Stream.of(NUMBERS, TIMES, IDS, TEXTS).flatMap(List::stream).toList();
                };
        return Stream.concat(ANYWHERE.stream(), own.stream()).toList();
    }

    private static List<String> choices(Parameter parameter) {
        return Stream.concat(
                        parameter.choices().stream(),
                        Stream.of("nothing", parameter.choices().getFirst() + "X"))
                .toList();
    }

    /** For headers and cookies, as they go over the wire. */
    static List<String> inHeader() {
        return List.of(
                "",
                " ",
                "\u00a0",
                "\u200b",
                "\ud83d\ude00",
                "\u00ff",
                "\"",
                "\"\"",
                "\"1",
                "1",
                "-1",
                "*",
                "W/\"1\"",
                "\"1\", \"2\"",
                "\"99999999999999999999\"",
                ",,,,",
                "null",
                "NaN",
                "9223372036854775808",
                "9223372036854775807",
                "-9223372036854775808",
                "%F0%9F",
                "%00",
                "a=b; c",
                "\u0001",
                "\t",
                "x".repeat(3_000),
                "Bearer",
                "Bearer ",
                "Bearer \u00ff",
                "Basic Og==",
                "${jndi:ldap://127.0.0.1:9/x}");
    }

    /** JSON, for a field of a body. */
    static List<String> json(Parameter parameter) {
        var values =
                Stream.of(
                                structures(),
                                texts(),
                                numbers(),
                                parameter.kind() == Kind.TEXT
                                        ? Stream.<String>empty()
                                        : ofKind(parameter))
                        .flatMap(value -> value)
                        .distinct()
                        .toList();
        return parameter.list()
                ? Stream.concat(values.stream(), values.stream().map(value -> "[" + value + "]"))
                        .toList()
                : values;
    }

    private static Stream<String> structures() {
        return Stream.of(
                "null",
                "[]",
                "{}",
                "[null]",
                "[[]]",
                "[{}]",
                "{\"a\":{\"b\":[]}}",
                "[\"a\",\"b\"]",
                "[".repeat(30) + "]".repeat(30),
                "[".repeat(2_000) + "]".repeat(2_000),
                "[" + String.join(",", Collections.nCopies(2_000, "\"a\"")) + "]",
                "["
                        + String.join(
                                ",",
                                Collections.nCopies(
                                        1_200, "\"00000000-0000-7000-8000-000000000000\""))
                        + "]");
    }

    private static Stream<String> texts() {
        return Stream.of(
                        "",
                        " ",
                        "\u00a0",
                        "\u200b\u2060\u00ad",
                        "\u3164",
                        "\u2800",
                        "\u202eevil",
                        "\\u0000",
                        "a\\u0000b",
                        "\\ud83d",
                        "\\ude00\\ud83d",
                        "\\n\\r",
                        "\\u001b[31m",
                        "e" + "\u0301".repeat(500),
                        "x".repeat(300),
                        "x".repeat(9_000),
                        "\ud83d\ude00".repeat(300),
                        "\ufdfa".repeat(200),
                        "null",
                        "-1",
                        "%F0%9F",
                        "' OR 1=1 --",
                        "a@b",
                        "@",
                        "a\ud83d\ude00@\u2800.example",
                        "../../etc/passwd",
                        "$argon2id$v=19$m=2147483647,t=1,p=1$AAAA$AAAA")
                .map(text -> '"' + text + '"');
    }

    private static Stream<String> numbers() {
        return Stream.of(
                "0",
                "-1",
                "-0.0",
                "2147483648",
                "9223372036854775808",
                "1" + "0".repeat(400),
                "1.5",
                "1e400",
                "1e-400",
                "1e999999999",
                "-1e999999999",
                "NaN",
                "Infinity",
                "01",
                "0x1",
                "false",
                "tru");
    }

    private static Stream<String> ofKind(Parameter parameter) {
        return encoded(parameter).stream()
                .filter(value -> !ANYWHERE.contains(value))
                .map(
                        value ->
                                value.replace("%2B", "+")
                                        .replace("%20", " ")
                                        .replace("%7B", "{")
                                        .replace("%7D", "}"))
                .flatMap(
                        value ->
                                Stream.of(
                                        '"' + value + '"',
                                        parameter.kind() == Kind.NUMBER ? value : "true"));
    }

    /** Whole bodies. */
    static List<String> bodies(String right) {
        return List.of(
                "",
                " ",
                "null",
                "true",
                "7",
                "\"x\"",
                "[]",
                "{}",
                "{",
                "[" + right + "]",
                right + right,
                right + "}",
                "\ufeff" + right,
                right.replace("{", "{\"\":1,\"\":2,"),
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000),
                "{\"" + "k".repeat(60_000) + "\":1}",
                "x".repeat(70_000),
                "{\"@class\":\"java.lang.Runtime\"}",
                right.replace("\"", "'"),
                "\u0000");
    }
}
