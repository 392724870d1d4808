using System.Globalization;
using TestKit.Hostile;

namespace ChargePoints.Tests.Hostile;

/// <summary>
/// A CSMS that means it ill (OCPP-J 1.6 §4.2): see <see cref="HostileLife"/>. <c>HOSTILE_LIVES</c> sets the number of lives,
/// <c>HOSTILE_SEED</c> the first seed, to search for longer or elsewhere; a failure tells the seed and the shortest story found for it.
/// </summary>
public sealed class HostileCsmsTests
{
    private const int Lives = 60;
    private const int Acts = 200;
    private const int RunsToShorten = 150;

    // How deep so many lives must at least get.
    private static readonly string[] Deep =
    [
        "StartTransaction",
        "StopTransaction",
        "ChangeConfiguration",
        "DeleteCertificate",
        "GetDiagnostics",
        "GetLog",
        "SendLocalList",
        "ReserveNow",
        "CancelReservation",
        "TriggerMessage",
        "ExtendedTriggerMessage",
        "SignedUpdateFirmware",
        "UpdateFirmware",
        "GetCompositeSchedule",
        "InstallCertificate",
        "RemoteStartTransaction",
        "RemoteStopTransaction",
        "SetChargingProfile",
        "UnlockConnector",
        "NotImplemented",
        "NotSupported",
        "FormationViolation",
        "GenericError",
        "OccurenceConstraintViolation",
        "PropertyConstraintViolation",
        "ProtocolError",
        "TypeConstraintViolation",
    ];

    [Fact]
    public void Whatever_a_csms_sends_the_rules_hold()
    {
        int first = Variable("HOSTILE_SEED", 1);
        int lives = Variable("HOSTILE_LIVES", Lives);
        HashSet<string> reached = [];
        for (int seed = first; seed < first + lives; seed++)
        {
            if (Failure(seed, [.. Enumerable.Range(0, Acts)], out HostileLife? life) is not null)
            {
                Assert.Fail(Report(seed));
            }
            reached.UnionWith(life!.Reached);
        }
        if (lives >= Lives)
        {
            Deep.Except(reached).ShouldBeEmpty("A fuzz test that does not get there tests nothing.");
        }
    }

    private static string Report(int seed)
    {
        IReadOnlyList<int> acts = Shrinking.Shorten(
            [.. Enumerable.Range(0, Acts)],
            some => Failure(seed, some, out _) is not null,
            RunsToShorten
        );
        string failure = Failure(seed, acts, out HostileLife? life) ?? "It passes when repeated.";
        return $"seed {seed}, acts {string.Join(',', acts)}\n{string.Join('\n', life?.Story ?? [])}\n{failure}";
    }

    private static string? Failure(int seed, IReadOnlyList<int> acts, out HostileLife? life)
    {
        life = null;
        try
        {
            life = new((ulong)seed);
            life.Live(acts);
            return null;
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
