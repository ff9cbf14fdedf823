import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about files: VeraCheck FLAVOUR[,FLAVOUR…] FILE…, with flavours such as 2a and ua1.
 *
 * <p>Prints a line for each file and flavour, "ok" or "not ok", and under the latter each rule that
 * failed, how often, and the first place. Many files in one call, for starting Java costs more than
 * a file does. Exits with 0 if all is ok, 1 if not, 2 if it was called wrongly.
 */
public final class VeraCheck {
  /** What is known of one failed rule. */
  private static final class Failure {
    int times;
    String first;
  }

  private static Map<String, Failure> failuresIn(ValidationResult result) {
    Map<String, Failure> failures = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
      String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
      Failure failure = failures.computeIfAbsent(rule, unused -> new Failure());
      if (failure.times++ == 0) {
        failure.first = assertion.getMessage() + " at " + assertion.getLocation().getContext();
      }
    }
    return failures;
  }

  private static boolean check(PDFAFlavour flavour, String path) {
    String what = " - veraPDF " + flavour.getId() + " " + path;
    try (InputStream file = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
      ValidationResult result =
          Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
      System.out.println((result.isCompliant() ? "ok" : "not ok") + what);
      failuresIn(result)
          .forEach(
              (rule, failure) ->
                  System.out.println("# " + rule + ", " + failure.times + "×: " + failure.first));
      return result.isCompliant();
    } catch (Exception e) {
      System.out.println("not ok" + what + "\n# " + e);
      return false;
    }
  }

  private static List<PDFAFlavour> parseFlavours(String list) {
    List<PDFAFlavour> flavours = new ArrayList<>();
    for (String id : list.split(",")) {
      PDFAFlavour flavour = PDFAFlavour.fromString(id);
      if (flavour == PDFAFlavour.NO_FLAVOUR) throw new IllegalArgumentException(id);
      flavours.add(flavour);
    }
    return flavours;
  }

  public static void main(String[] arguments) {
    if (arguments.length < 2) {
      System.err.println("usage: VeraCheck FLAVOUR[,FLAVOUR...] FILE...");
      System.exit(2);
    }
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    boolean sound = true;
    for (int i = 1; i < arguments.length; i++) {
      for (PDFAFlavour flavour : parseFlavours(arguments[0])) sound &= check(flavour, arguments[i]);
    }
    System.exit(sound ? 0 : 1);
  }

  private VeraCheck() {}
}
