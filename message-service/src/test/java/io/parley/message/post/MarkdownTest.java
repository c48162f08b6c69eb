package io.parley.message.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.message.web.Refusal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    private static final Pattern HARMLESS =
            Pattern.compile(
                    "(?s)([^<]|</?(p|em|strong|code|pre|blockquote|ul|li|h[1-6])>|<(br|hr) />"
                            + "|<ol( start=\"\\d+\")?>|</ol>"
                            + "|<a href=\"(https?:|mailto:)[^\"<>]*\" rel=\"[a-z ]+\">|</a>)*");

    private final Markdown markdown = new Markdown();

    @Test
    void rendersWhatAnAnnouncementNeeds() {
        var html =
                markdown.toHtml(
                        "# Hello\n\nsome *em*, **strong**, `code`\n\n3. three\n\n> quoted\n\n"
                                + "[link](https://example.org/?a=1&b=2)");

        assertThat(html)
                .contains("<h1>Hello</h1>", "<em>em</em>", "<strong>strong</strong>")
                .contains("<code>code</code>", "<ol start=\"3\">", "<blockquote>")
                .contains("rel=\"nofollow noopener noreferrer\"");
        assertThat(html).matches(HARMLESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java\nscript:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:msgbox)",
                "[x](//example.org)",
                "[x](/admin/delete)",
                "[x](https://a.example/\"onmouseover=\"alert(1))",
                "[x](<https://a.example/'><script>>)",
                "![x](https://tracker.example/pixel.gif)",
                "![<script>](javascript:alert(1))",
                "<https://a.example/<script>>",
                "```\"><script>\n</code></pre><script>alert(1)</script>\n```",
                "<a href=\"https://a.example\" onclick=\"alert(1)\">x</a>",
                "<style>*{display:none}</style>",
                "<iframe src=https://a.example></iframe>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "<!-- <script> --> <![CDATA[<script>]]> <?php ?>",
                "a\u2028b\u2029c\u0085d\re\r\nf\u0001g\u202eh",
                "[a]: javascript:alert(1)\n\n[a]",
            })
    void makesHostileTextHarmless(String text) {
        assertThat(markdown.toHtml(text)).matches(HARMLESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ",
                "* ",
                "- > ",
                "[",
                "![",
                "*a_",
                "**a ",
                "`",
                "``` ",
                "(",
                "[a](",
                "<",
                "&",
                "~",
                "[a]: /b\n",
                "_",
                "***a ",
                "1. ",
                "\t",
                "# ",
                "\"",
                "<a ",
                "](",
                "[]()",
                "a*",
                "\\"
            })
    void staysWithinTimeAndSizeWhateverIsRepeated(String piece) {
        var text = piece.repeat(WritePost.MAX_BODY_BYTES / piece.length());

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    try {
                        assertThat(markdown.toHtml(text))
                                .matches(html -> html.length() <= Markdown.MAX_HTML_BYTES);
                    } catch (Refusal refusal) {
                        assertThat(refusal.problem().status()).isEqualTo(422);
                    }
                });
    }

    @Test
    void refusesElementsNestedWithoutEnd() {
        var text = "*a **b ".repeat(5_000) + "c** d*".repeat(5_000);

        assertThatThrownBy(() -> markdown.toHtml(text)).isInstanceOf(Refusal.class);
    }
}
