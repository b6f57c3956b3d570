package dev.parley.standalone;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/// What the rules about the code's shape look at: every class of ours outside tests, read once.
final class MainClasses {
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.parley");

    /// Each service's package under `dev.parley`.
    static final List<String> SERVICES =
            List.of("api", "chat", "discovery", "gateway", "id", "notification", "presence");

    private MainClasses() {}

    static String servicePackage(String service) {
        return "dev.parley." + service;
    }

    /// The service's package under `dev.parley`, or `kit`, `contracts`, `client` and so on for what is no service.
    static String partOf(JavaClass type) {
        String[] names = type.getPackageName().split("\\.", -1);
        return names.length > 2 && type.getPackageName().startsWith("dev.parley.") ? names[2] : "";
    }

    static boolean isInService(JavaClass type) {
        return SERVICES.contains(partOf(type));
    }

    /// The class in a file of its own that `type` stands in; elements of an array instead of the array.
    static JavaClass outermost(JavaClass type) {
        JavaClass outer = type.getBaseComponentType();
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
