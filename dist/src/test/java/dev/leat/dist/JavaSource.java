package dev.leat.dist;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the checks need to know of one Java file, read by the compiler's own parser.
 *
 * @param lines how many lines the file has
 * @param identifiers every name the code uses; comments and strings do not count
 */
record JavaSource(
        String file,
        String packageName,
        int lines,
        List<Type> types,
        List<Function> functions,
        List<Use> uses,
        Set<String> imports,
        Set<String> identifiers) {

    /** A class, record, enum or interface. {@code parent} is the simple name after {@code extends}, or "". */
    record Type(String name, int line, String parent, List<String> interfaces) {}

    record Function(String name, int line, int lines) {}

    /**
     * An {@code import java.util.Date}, a call {@code String.format(}, a member {@code System.out}, a construction
     * {@code new Thread(}, an annotation {@code @Disabled} or a bare name.
     *
     * @param function where it stands, or "" outside every function
     */
    record Use(String text, int line, String function) {}

    /** In main code; the test kit's main code is test code that others inherit. */
    boolean isMain() {
        return file.contains("src/main/") && !file.startsWith("testkit/");
    }

    boolean isTest() {
        return !isMain();
    }

    static JavaSource parse(String file, String text) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var source = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        var task = (JavacTask) compiler.getTask(null, null, diagnostic -> {}, List.of(), null, List.of(source));
        try {
            var unit = task.parse().iterator().next();
            var reader = new Reader(unit, Trees.instance(task).getSourcePositions());
            reader.scan(unit, null);
            var packageName =
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            var lines = (int) text.lines().count();
            return new JavaSource(
                    file,
                    packageName,
                    lines,
                    reader.types,
                    reader.functions,
                    reader.uses,
                    reader.imports,
                    reader.identifiers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reader extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Type> types = new ArrayList<>();
        private final List<Function> functions = new ArrayList<>();
        private final List<Use> uses = new ArrayList<>();
        private final Set<String> imports = new HashSet<>();
        private final Set<String> identifiers = new HashSet<>();
        private final Deque<String> functionNames = new ArrayDeque<>();

        Reader(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        private int line(long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }

        private void use(Tree tree, String text) {
            var function = functionNames.isEmpty() ? "" : functionNames.peek();
            uses.add(new Use(text, line(positions.getStartPosition(unit, tree)), function));
        }

        private static String simpleName(Tree tree) {
            return switch (tree) {
                case null -> "";
                case IdentifierTree identifier -> identifier.getName().toString();
                case MemberSelectTree member -> member.getIdentifier().toString();
                case ParameterizedTypeTree generic -> simpleName(generic.getType());
                default -> "";
            };
        }

        private static String dotted(Tree tree) {
            return tree instanceof MemberSelectTree member
                    ? simpleName(member.getExpression()) + "." + member.getIdentifier()
                    : simpleName(tree);
        }

        @Override
        public Void visitImport(ImportTree tree, Void nothing) {
            if (tree.isStatic()) {
                use(tree, dotted(tree.getQualifiedIdentifier())); // a static import must not hide a banned call
            }
            var name = tree.getQualifiedIdentifier().toString();
            imports.add(name);
            use(tree, "import " + name);
            return null; // importing is not using
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            var name = tree.getSimpleName().toString();
            if (!name.isEmpty()) {
                var interfaces = tree.getImplementsClause().stream()
                        .map(Reader::simpleName)
                        .toList();
                types.add(new Type(
                        name,
                        line(positions.getStartPosition(unit, tree)),
                        simpleName(tree.getExtendsClause()),
                        interfaces));
            }
            return super.visitClass(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            var first = line(positions.getStartPosition(unit, tree));
            var last = line(positions.getEndPosition(unit, tree));
            var name = tree.getName().toString();
            functions.add(new Function(name, first, last - first + 1));
            functionNames.push(name);
            super.visitMethod(tree, nothing);
            functionNames.pop();
            return null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
            use(tree, dotted(tree.getMethodSelect()) + "(");
            return super.visitMethodInvocation(tree, nothing);
        }

        @Override
        public Void visitNewClass(NewClassTree tree, Void nothing) {
            use(tree, "new " + simpleName(tree.getIdentifier()) + "(");
            return super.visitNewClass(tree, nothing);
        }

        @Override
        public Void visitAnnotation(AnnotationTree tree, Void nothing) {
            use(tree, "@" + simpleName(tree.getAnnotationType()));
            return super.visitAnnotation(tree, nothing);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
            identifiers.add(tree.getIdentifier().toString());
            use(tree, dotted(tree));
            return super.visitMemberSelect(tree, nothing);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
            use(tree, simpleName(tree.getQualifierExpression()) + "." + tree.getName());
            return super.visitMemberReference(tree, nothing);
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void nothing) {
            identifiers.add(tree.getName().toString());
            use(tree, tree.getName().toString());
            return null;
        }
    }
}
