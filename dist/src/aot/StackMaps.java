import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What the build does to a library compiled for a Java before 6: gives its classes the stack maps that came with 6.
 * Without them each start verifies the classes the old, slow way, and no ahead-of-time cache takes them. The argument is
 * the jar, which is replaced.
 */
final class StackMaps {
    /** The class files of Java 6, and those written here. */
    private static final int FIRST_WITH = 50;

    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final ClassFile format = ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(this::own).orElse(ClassHierarchyResolver.defaultResolver())));

    public static void main(String... args) throws IOException {
        new StackMaps().rewrite(Path.of(args[0]));
    }

    private void rewrite(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
                }
            }
        }
        Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getKey().endsWith(".class") ? current(entry.getValue()) : entry.getValue());
            }
        }
        Files.move(fresh, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** The classes of the jar itself, which the maps of the others name. */
    private ByteArrayInputStream own(ClassDesc type) {
        String name = type.descriptorString();
        byte[] bytes = entries.get(name.substring(1, name.length() - 1) + ".class");
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    private byte[] current(byte[] bytes) {
        var model = format.parse(bytes);
        return model.majorVersion() >= FIRST_WITH ? bytes : format.transformClass(model, StackMaps::element);
    }

    private static void element(ClassBuilder to, ClassElement element) {
        switch (element) {
            case ClassFileVersion _ -> to.withVersion(WRITTEN, 0);
            // Code is written anew, or it would be copied as it is, without maps.
            case MethodModel method -> to.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
            default -> to.with(element);
        }
    }
}
