using ChargePoints;
using Conformance.Tests.Harness;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>The states that the cases begin in (reusable states of the compliance testing tool).</summary>
internal static class Steps
{
    private static readonly string[] Profiles =
    [
        "Core",
        "FirmwareManagement",
        "LocalAuthListManagement",
        "Reservation",
        "SmartCharging",
        "RemoteTrigger",
    ];

    /// <summary>Cached or not, known or not: the CSMS accepts it unless the test says otherwise.</summary>
    public const string Tag = "TAG1";

    /// <summary>Another one.</summary>
    public const string OtherTag = "TAG2";

    /// <summary>A charge point that lacks a feature profile.</summary>
    public static ChargePointSettings Without(string profile) =>
        ChargePointBench.OneSocket with
        {
            Configuration = new Dictionary<string, string>
            {
                ["SupportedFeatureProfiles"] = string.Join(',', Profiles.Where(name => name != profile)),
            },
        };

    /// <summary>Plugged in, started remotely, charging.</summary>
    /// <returns>The transaction's id.</returns>
    public static int Charging(this TestSystem test, int connectorId = 1, string idTag = Tag)
    {
        test.PlugIn(connectorId);
        test.ExpectStatus(connectorId, "Preparing");
        test.Send("RemoteStartTransaction", new { idTag, connectorId }, "Accepted");
        test.Expect("Authorize", new { idTag });
        return test.ExpectStart(connectorId, idTag);
    }

    /// <summary>StartTransaction and status Charging.</summary>
    /// <returns>The transaction's id.</returns>
    public static int ExpectStart(
        this TestSystem test,
        int connectorId = 1,
        string idTag = Tag,
        int? reservationId = null
    )
    {
        SentFrame start = test.ExpectInAnyOrder(
            (
                "StartTransaction",
                new
                {
                    connectorId,
                    idTag,
                    reservationId,
                }
            ),
            ("StatusNotification", new { connectorId, status = "Charging" })
        )[0];
        return test.Script.TransactionIds[start.MessageId];
    }

    /// <summary>StopTransaction for a reason and a status, in either order.</summary>
    public static SentFrame ExpectStop(
        this TestSystem test,
        int transactionId,
        string reason,
        string status = "Finishing",
        int connectorId = 1
    )
    {
        SentFrame stop = test.ExpectInAnyOrder(
            ("StopTransaction", new { transactionId }),
            ("StatusNotification", new { connectorId, status })
        )[0];
        // Only Local may be left out (OCPP 1.6 §6.49).
        (stop.Text("reason") ?? "Local").ShouldBe(reason);
        return stop;
    }

    /// <summary>These connectors report a status, in any order.</summary>
    public static void ExpectEach(this TestSystem test, string status, params ReadOnlySpan<int> connectorIds)
    {
        var expected = new (string, object?)[connectorIds.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            expected[i] = ("StatusNotification", new { connectorId = connectorIds[i], status });
        }
        test.ExpectInAnyOrder(expected);
    }

    /// <summary>After a boot: the statuses of connector 0 and of each connector.</summary>
    public static void ExpectStatuses(this TestSystem test, params ReadOnlySpan<string> ofConnectors)
    {
        test.ExpectStatus(0, "Available");
        for (int i = 0; i < ofConnectors.Length; i++)
        {
            test.ExpectStatus(i + 1, ofConnectors[i]);
        }
    }

    /// <summary>After a boot: BootNotification, accepted, and the statuses.</summary>
    public static void ExpectBoot(this TestSystem test, params ReadOnlySpan<string> ofConnectors)
    {
        test.Expect("BootNotification", withinSeconds: 60);
        test.ExpectStatuses(ofConnectors);
    }
}
