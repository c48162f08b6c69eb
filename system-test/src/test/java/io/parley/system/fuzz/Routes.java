package io.parley.system.fuzz;

import static java.lang.classfile.Attributes.methodParameters;
import static java.lang.classfile.Attributes.runtimeVisibleAnnotations;
import static java.lang.classfile.Attributes.runtimeVisibleParameterAnnotations;

import io.parley.system.fuzz.Parameter.Place;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The routes that a service's controllers declare. */
public final class Routes {

    private static final String MAPPING = "Mapping;";
    private static final Set<String> METHODS = Set.of("Get", "Post", "Put", "Patch", "Delete");

    /** What is read as a tree of JSON, so that no class tells its fields. */
    private static final String TREE = "JsonNode";

    private static final Parameter WORDS = Parameter.text(Place.BODY, "text");
    private static final Parameter ID = Parameter.text(Place.BODY, "clientMsgId");
    private static final Parameter MENTIONS =
            new Parameter(Place.BODY, "mentions", Kind.OBJECT, List.of(), true);

    private static final Map<String, List<Parameter>> FIELDS_OF_TREES =
            Map.of(
                    "POST /rooms/{roomId}/messages",
                    List.of(
                            ID,
                            WORDS,
                            MENTIONS,
                            Parameter.text(Place.BODY, "replyTo"),
                            Parameter.number(Place.BODY, "replySeq"),
                            Parameter.number(Place.BODY, "threadRoot")),
                    "PATCH /rooms/{roomId}/messages/{seq}",
                    List.of(WORDS, MENTIONS),
                    "PUT /rooms/{roomId}/read",
                    List.of(
                            Parameter.number(Place.BODY, "seq"),
                            Parameter.text(Place.BODY, "op"),
                            Parameter.number(Place.BODY, "threadRoot")));

    private final CompiledClasses classes;
    private final Types types;

    private Routes(CompiledClasses classes) {
        this.classes = classes;
        this.types = new Types(classes);
    }

    /**
     * @param jar a service as it is packaged
     */
    public static List<Route> of(Path jar) {
        var routes = new Routes(CompiledClasses.of(jar));
        return routes.classes.all().flatMap(routes::ofClass).toList();
    }

    /** Routes that are servlets of their own, which nothing declares. */
    public static Stream<Route> servlets(String service) {
        return service.equals("message-service")
                ? Stream.of(
                        new Route(
                                "GET",
                                "/posts/updates",
                                List.of(
                                        Parameter.text(Place.QUERY, "lastEventId"),
                                        Parameter.text(Place.QUERY, "ticket"),
                                        Parameter.text(Place.QUERY, "snapshot"),
                                        Parameter.text(Place.HEADER, "Last-Event-ID")),
                                false))
                : Stream.empty();
    }

    private Stream<Route> ofClass(ClassModel controller) {
        var prefix =
                annotations(controller).stream()
                        .filter(Routes::isMapping)
                        .flatMap(mapping -> paths(mapping).stream())
                        .findFirst()
                        .orElse("");
        return controller.methods().stream().flatMap(method -> ofMethod(prefix, method));
    }

    private Stream<Route> ofMethod(String prefix, MethodModel method) {
        return annotations(method).stream()
                .filter(Routes::isMapping)
                .filter(mapping -> METHODS.contains(verb(mapping)))
                .flatMap(mapping -> ofMapping(prefix, mapping, method));
    }

    private Stream<Route> ofMapping(String prefix, Annotation mapping, MethodModel method) {
        var verb = verb(mapping).toUpperCase(Locale.ROOT);
        return (paths(mapping).isEmpty() ? List.of("") : paths(mapping))
                .stream().map(path -> route(verb, prefix + path, method));
    }

    private Route route(String verb, String path, MethodModel method) {
        var parameters = new ArrayList<>(parameters(method));
        if (method.methodTypeSymbol().parameterList().stream()
                .anyMatch(type -> type.displayName().equals(TREE))) {
            var name = verb + " " + path;
            parameters.addAll(
                    Objects.requireNonNull(
                            FIELDS_OF_TREES.get(name), () -> name + " reads a tree of what?"));
        }
        var hasBody = parameters.stream().anyMatch(one -> one.place() == Place.BODY);
        return new Route(verb, path, List.copyOf(parameters), hasBody);
    }

    private List<Parameter> parameters(MethodModel method) {
        var described = method.findAttribute(runtimeVisibleParameterAnnotations());
        var found = new ArrayList<Parameter>();
        for (var i = 0;
                described.isPresent() && i < described.get().parameterAnnotations().size();
                i++) {
            for (var annotation : described.get().parameterAnnotations().get(i)) {
                found.addAll(parameter(annotation, method, i));
            }
        }
        return found;
    }

    private List<Parameter> parameter(Annotation annotation, MethodModel method, int index) {
        var type = Types.ofParameter(method, index);
        return switch (simpleName(annotation)) {
            case "PathVariable" ->
                    List.of(types.parameter(Place.PATH, name(annotation, method, index), type));
            case "RequestParam" ->
                    List.of(types.parameter(Place.QUERY, name(annotation, method, index), type));
            case "RequestHeader" ->
                    List.of(types.parameter(Place.HEADER, name(annotation, method, index), type));
            case "CookieValue" ->
                    List.of(types.parameter(Place.COOKIE, name(annotation, method, index), type));
            case "RequestBody" -> types.fields(type);
            default -> List.of();
        };
    }

    private static String name(Annotation annotation, MethodModel method, int index) {
        return Stream.of("value", "name")
                .flatMap(element -> texts(annotation, element).stream())
                .findFirst()
                .orElseGet(() -> declaredName(method, index));
    }

    private static String declaredName(MethodModel method, int index) {
        return method.findAttribute(methodParameters())
                .flatMap(names -> names.parameters().get(index).name())
                .orElseThrow(() -> new AssertionError("compiled without -parameters: " + method))
                .stringValue();
    }

    private static List<Annotation> annotations(AttributedElement element) {
        return element.findAttribute(runtimeVisibleAnnotations())
                .map(attribute -> attribute.annotations())
                .orElse(List.of());
    }

    private static boolean isMapping(Annotation annotation) {
        return annotation.className().stringValue().endsWith(MAPPING);
    }

    /** {@code Get} of {@code GetMapping}. */
    private static String verb(Annotation mapping) {
        var name = simpleName(mapping);
        return name.substring(0, name.length() - "Mapping".length());
    }

    private static String simpleName(Annotation annotation) {
        var name = annotation.className().stringValue();
        return name.substring(name.lastIndexOf('/') + 1, name.length() - 1);
    }

    private static List<String> paths(Annotation mapping) {
        return Stream.of("value", "path")
                .flatMap(element -> texts(mapping, element).stream())
                .toList();
    }

    private static List<String> texts(Annotation annotation, String element) {
        return annotation.elements().stream()
                .filter(one -> one.name().equalsString(element))
                .flatMap(one -> texts(one.value()))
                .toList();
    }

    private static Stream<String> texts(AnnotationValue value) {
        return switch (value) {
            case AnnotationValue.OfString text -> Stream.of(text.stringValue());
            case AnnotationValue.OfArray list -> list.values().stream().flatMap(Routes::texts);
            default -> Stream.empty();
        };
    }
}
