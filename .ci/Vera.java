import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Checks many PDFs with veraPDF in one JVM. Prints a line for each file, and one for each rule that the file breaks. */
public class Vera {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        String wanted = arguments[0];
        PDFAFlavour flavour = PDFAFlavour.fromString(wanted);
        String name = wanted.startsWith("ua") ? "PDFUA-" + wanted.substring(2) : "PDFA-" + wanted.toUpperCase();
        ValidationProfile profile =
            Profiles.profileFromXml(PDFAParser.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml"));
        int broken = 0;
        for (int at = 1; at < arguments.length; at++) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(arguments[at]), flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, -1, false, true, false)) {
                ValidationResult result = validator.validate(parser);
                Map<String, String> rules = new TreeMap<>();
                for (TestAssertion assertion : result.getTestAssertions()) {
                    if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                        rules.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
                    }
                }
                broken += result.isCompliant() ? 0 : 1;
                System.out.printf("%s %s %s: %d checks%n", result.isCompliant() ? "pass" : "FAIL", wanted, arguments[at],
                    result.getTotalAssertions());
                rules.forEach((rule, first) -> System.out.println("    " + rule + " " + first.replaceAll("\\s+", " ")));
            } catch (Exception failure) {
                broken++;
                System.out.println("FAIL " + wanted + " " + arguments[at] + ": " + failure);
            }
        }
        System.exit(broken == 0 ? 0 : 1);
    }
}
