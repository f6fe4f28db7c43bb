package io.carillon.checks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.AttributeInfo;
import javassist.bytecode.ClassFile;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.InnerClassesAttribute;
import javassist.bytecode.MethodInfo;

/**
 * What a module promises, as a jar: the classes of its public packages, without anything that others cannot see. The same classes make the same
 * bytes.
 */
final class Signatures {

    private static final Set<String> NOT_SEEN = Set.of("SourceFile", "NestMembers", "NestHost", "EnclosingMethod");
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Signatures() {}

    static byte[] of(SdkModule module) {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            for (String packageName : module.publicPackages()) {
                for (Path file : classes(module.classes().resolve(packageName.replace('.', '/')))) {
                    add(jar, module.classes().relativize(file).toString(), file);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .sorted()
                    .toList();
        }
    }

    private static void add(JarOutputStream jar, String name, Path file) throws IOException {
        var type = new ClassFile(new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file))));
        if (!isSeen(type)) {
            return;
        }
        strip(type);
        var entry = new JarEntry(name.replace('\\', '/'));
        entry.setTimeLocal(ALWAYS);
        jar.putNextEntry(entry);
        type.write(new DataOutputStream(jar));
        jar.closeEntry();
    }

    /** Package-private ones stay: public ones may extend them. */
    private static boolean isSeen(ClassFile type) {
        int inner = type.getInnerAccessFlags();
        var attribute = (InnerClassesAttribute) type.getAttribute(InnerClassesAttribute.tag);
        int index = attribute == null ? -1 : attribute.find(type.getName());
        boolean isAnonymous = index >= 0 && attribute.innerNameIndex(index) == 0;
        return !isAnonymous && (inner == -1 || (inner & AccessFlag.PRIVATE) == 0);
    }

    private static void strip(ClassFile type) {
        List<MethodInfo> methods = type.getMethods();
        methods.removeIf(method -> !isSeen(method.getAccessFlags()));
        methods.forEach(MethodInfo::removeCodeAttribute);
        List<FieldInfo> fields = type.getFields();
        fields.removeIf(field -> !isSeen(field.getAccessFlags()));
        List<AttributeInfo> attributes = type.getAttributes();
        attributes.removeIf(attribute -> NOT_SEEN.contains(attribute.getName()));
        type.compact();
    }

    private static boolean isSeen(int flags) {
        return (flags & (AccessFlag.PUBLIC | AccessFlag.PROTECTED)) != 0;
    }
}
