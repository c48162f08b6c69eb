package io.parley.user.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The passwords that are tried first. Each word of the list stands for its usual disguises too:
 * upper case, digits and signs around it, digits in place of letters, the word twice.
 */
final class CommonPasswords {

    private static final String LIST = "/common-passwords.txt";
    private static final String DISGUISE = "@4831!05$79";
    private static final String LETTERS = "aabeiiosstg";

    /** Neighbours on a keyboard or in the alphabet, to be looked for in both directions. */
    private static final Set<String> RUNS =
            Set.of(
                    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
                    "01234567890123456789",
                    "qwertyuiopasdfghjklzxcvbnm",
                    "qwertzuiopasdfghjklyxcvbnm",
                    "azertyuiopqsdfghjklmwxcvbn",
                    "qazwsxedcrfvtgbyhnujmikolp",
                    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p");

    private final Set<String> words;

    CommonPasswords() {
        words = read();
    }

    boolean contains(String password) {
        var plain = password.toLowerCase(Locale.ROOT);
        return isRun(plain)
                || Stream.of(plain, core(plain))
                        .flatMap(form -> Stream.of(form, undisguised(form)))
                        .flatMap(form -> Stream.of(form, half(form)))
                        .anyMatch(words::contains);
    }

    private static boolean isRun(String password) {
        var backwards = new StringBuilder(password).reverse().toString();
        return RUNS.stream().anyMatch(run -> run.contains(password) || run.contains(backwards));
    }

    /** Without the digits and signs that people put before or behind a word. */
    private static String core(String password) {
        return password.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
    }

    private static String half(String password) {
        var start = password.substring(0, password.length() / 2);
        return password.equals(start + start) ? start : password;
    }

    private static String undisguised(String password) {
        var letters = new StringBuilder(password);
        for (int i = 0; i < letters.length(); i++) {
            int known = DISGUISE.indexOf(letters.charAt(i));
            if (known >= 0) {
                letters.setCharAt(i, LETTERS.charAt(known));
            }
        }
        return letters.toString();
    }

    private static Set<String> read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        CommonPasswords.class.getResourceAsStream(LIST)),
                                UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
