package io.parley.system.fuzz;

import static java.lang.classfile.Attributes.record;
import static java.lang.classfile.Attributes.signature;

import io.parley.system.fuzz.Parameter.Place;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;

/** What the Java type of a parameter means for its values. */
final class Types {

    private final CompiledClasses classes;

    Types(CompiledClasses classes) {
        this.classes = classes;
    }

    static Signature ofParameter(MethodModel method, int index) {
        return method.findAttribute(signature())
                .map(generic -> generic.asMethodSignature().arguments().get(index))
                .orElseGet(() -> Signature.of(method.methodTypeSymbol().parameterType(index)));
    }

    Parameter parameter(Place place, String name, Signature type) {
        var list = isList(type);
        var item = list ? item(type) : type;
        return new Parameter(place, name, kind(item), choices(item), list);
    }

    /** The fields of a body. */
    List<Parameter> fields(Signature type) {
        return classes.find(erased(type)).stream()
                .flatMap(body -> body.findAttribute(record()).stream())
                .flatMap(body -> body.components().stream())
                .map(field -> parameter(Place.BODY, field.name().stringValue(), type(field)))
                .toList();
    }

    private static Signature type(RecordComponentInfo field) {
        return field.findAttribute(signature())
                .map(generic -> generic.asTypeSignature())
                .orElseGet(() -> Signature.of(field.descriptorSymbol()));
    }

    private Kind kind(Signature type) {
        var name = erased(type).displayName();
        return switch (name) {
            case "String" -> Kind.TEXT;
            case "int", "long", "Integer", "Long", "Double" -> Kind.NUMBER;
            case "boolean", "Boolean" -> Kind.BOOLEAN;
            case "Instant", "Duration" -> Kind.TIME;
            case "UUID" -> Kind.ID;
            default ->
                    name.endsWith("Id")
                            ? Kind.ID
                            : choices(type).isEmpty() ? Kind.OBJECT : Kind.CHOICE;
        };
    }

    private List<String> choices(Signature type) {
        return classes.find(erased(type))
                .filter(found -> found.flags().has(AccessFlag.ENUM))
                .map(Types::constants)
                .orElse(List.of());
    }

    private static List<String> constants(ClassModel type) {
        return type.fields().stream()
                .filter(field -> field.flags().has(AccessFlag.ENUM))
                .map(field -> field.fieldName().stringValue())
                .toList();
    }

    private static boolean isList(Signature type) {
        return List.of("List", "Set", "Collection").contains(erased(type).displayName());
    }

    private static Signature item(Signature list) {
        if (list instanceof Signature.ClassTypeSig generic
                && !generic.typeArgs().isEmpty()
                && generic.typeArgs().getFirst() instanceof Signature.TypeArg.Bounded item) {
            return item.boundType();
        }
        return Signature.of(ClassDesc.of("java.lang.Object"));
    }

    private static ClassDesc erased(Signature type) {
        return switch (type) {
            case Signature.ClassTypeSig named -> named.classDesc();
            case Signature.BaseTypeSig primitive ->
                    ClassDesc.ofDescriptor(primitive.signatureString());
            default -> ClassDesc.of("java.lang.Object");
        };
    }
}
