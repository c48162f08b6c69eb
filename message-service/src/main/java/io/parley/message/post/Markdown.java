package io.parley.message.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.message.web.Refusal;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * CommonMark without raw HTML and without pictures (a picture tells a stranger who reads when).
 * Markup in the text is shown as text. The renderer escapes by itself; the sanitiser behind it is
 * the second wall, should the first have a hole.
 */
@Component
class Markdown {

    private static final Logger LOG = LoggerFactory.getLogger(Markdown.class);

    /** Rendering recurses: this many blocks in each other, and twice as many elements. */
    private static final int MAX_BLOCK_DEPTH = 32;

    private static final int MAX_DEPTH = 100;

    /**
     * Each may open a link, and is looked at again for the others: their number costs its square.
     */
    private static final int MAX_BRACKETS = 10_000;

    private static final Set<Class<? extends Block>> BLOCKS =
            Set.of(
                    Heading.class,
                    ThematicBreak.class,
                    FencedCodeBlock.class,
                    IndentedCodeBlock.class,
                    BlockQuote.class,
                    ListBlock.class);

    static final int MAX_HTML_BYTES = 1024 * 1024;

    private static final PolicyFactory HARMLESS =
            new HtmlPolicyBuilder()
                    .allowElements(
                            "p",
                            "br",
                            "hr",
                            "em",
                            "strong",
                            "code",
                            "pre",
                            "blockquote",
                            "ul",
                            "ol",
                            "li",
                            "h1",
                            "h2",
                            "h3",
                            "h4",
                            "h5",
                            "h6",
                            "a")
                    .allowUrlProtocols("http", "https", "mailto")
                    .allowAttributes("href")
                    .matching(Pattern.compile("(?i)(https?://|mailto:).+"))
                    .onElements("a")
                    .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
                    .allowAttributes("start")
                    .matching(Markdown::isNumber)
                    .onElements("ol")
                    .toFactory();

    private final Parser parser =
            Parser.builder()
                    .maxOpenBlockParsers(MAX_BLOCK_DEPTH)
                    .enabledBlockTypes(BLOCKS)
                    .customInlineContentParserFactory(new PlainAngle())
                    .build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder()
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .percentEncodeUrls(true)
                    .nodeRendererFactory(NoPictures::new)
                    .build();

    /** The text as HTML that is harmless in any page; refuses what would grow out of bounds. */
    String toHtml(String markdown) {
        var html = HARMLESS.sanitize(render(markdown));
        if (html.length() > MAX_HTML_BYTES || html.getBytes(UTF_8).length > MAX_HTML_BYTES) {
            throw Refusal.invalid("body", "is over 1 MiB as HTML");
        }
        return html;
    }

    private String render(String markdown) {
        if (markdown.chars().filter(c -> c == '[').count() > MAX_BRACKETS) {
            throw Refusal.invalid("body", "holds more than " + MAX_BRACKETS + " brackets");
        }
        try {
            var document = parser.parse(markdown);
            if (depth(document) <= MAX_DEPTH) {
                return renderer.render(document);
            }
        } catch (StackOverflowError nested) {
            // the parser recurses too, after it has found what is in what; it holds nothing then
            LOG.atDebug().log("Markdown nested without end");
        }
        throw Refusal.invalid("body", "is nested too deeply");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(Character::isDigit);
    }

    /** Without recursion: this is the check that recursion is safe. */
    private static int depth(Node root) {
        var deepest = 0;
        var depth = 0;
        var node = root;
        while (true) {
            deepest = Math.max(deepest, depth);
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            while (depth > 0 && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            if (depth == 0) {
                return deepest;
            }
            node = node.getNext();
        }
    }

    /**
     * Takes {@code <} as it is. Looking for the end of a tag costs the square of the text's length,
     * and tags are shown as text anyway.
     */
    private static final class PlainAngle implements InlineContentParserFactory {

        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('<');
        }

        @Override
        public InlineContentParser create() {
            return state -> {
                var scanner = state.scanner();
                scanner.next();
                return ParsedInline.of(new Text("<"), scanner.position());
            };
        }
    }

    /** Shows a picture as the text that stands for it. */
    private record NoPictures(HtmlNodeRendererContext context) implements NodeRenderer {

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Image.class);
        }

        @Override
        public void render(Node picture) {
            for (var child = picture.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }
    }
}
