using Conformance.Tests.Harness;
using TestKit;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Without a connection: OCPP 1.6 §3.5.1, §3.7, §4.8, §4.10.</summary>
public sealed class OfflineCases
{
    [Case("036", "Connection Loss During Transaction")]
    public void Loss_during_transaction()
    {
        using var test = TestSystem.Booted(null, ("MeterValueSampleInterval", "20"));
        int id = test.Charging();
        test.Wait(30);
        test.ReadAll();
        test.GoOffline();
        test.Wait(150);
        test.GoOnline();
        test.ExpectSilence(60);
        DateTimeOffset[] stamps =
        [
            .. test.Unread("MeterValues")
                .Where(values => values.Number("transactionId") == id)
                .Select(values => DateTimeOffset.Parse((string)values.Payload["meterValue"]![0]!["timestamp"]!, null)),
        ];
        stamps.Length.ShouldBeGreaterThan(8);
        stamps.Zip(stamps.Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap == TimeSpan.FromSeconds(20));
    }

    [Case("037_1", "Offline Start Transaction - Valid IdTag")]
    public void Offline_start_valid()
    {
        using var test = Offline();
        Start(test);
        test.GoOnline();
        test.ExpectStart();
        test.ExpectSilence(30);
    }

    [Case("037_2", "Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId false")]
    public void Offline_start_invalid_goes_on()
    {
        using var test = Offline(("StopTransactionOnInvalidId", "false"));
        test.Script.Tag(Tag, "Invalid");
        Start(test);
        test.GoOnline();
        test.ExpectStart();
        test.ExpectStatus(1, "SuspendedEVSE");
        test.ExpectSilence(60);
    }

    [Case("037_3", "Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId true")]
    public void Offline_start_invalid_stops()
    {
        using var test = Offline(("StopTransactionOnInvalidId", "true"));
        test.Script.Tag(Tag, "Invalid");
        Start(test);
        test.GoOnline();
        int id = test.ExpectStart();
        test.ExpectStop(id, "DeAuthorized");
        test.ExpectSilence(60);
    }

    [Case("038", "Offline Stop Transaction")]
    public void Offline_stop()
    {
        using var test = TestSystem.Booted();
        int id = test.Charging();
        test.GoOffline();
        test.Wait(30);
        test.Present(Tag);
        DateTimeOffset stopped = test.Now.ToUtc();
        test.Wait(60);
        test.GoOnline();
        test.ExpectStop(id, "Local").Time().ShouldBe(stopped);
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }

    [Case("039", "Offline Transaction")]
    public void Offline_transaction()
    {
        using var test = Offline();
        Start(test);
        DateTimeOffset started = test.Now.ToUtc();
        test.Wait(120);
        test.Present(Tag);
        DateTimeOffset stopped = test.Now.ToUtc();
        test.Unplug();
        test.Wait(30);
        test.GoOnline();
        SentFrame start = test.Expect("StartTransaction", new { connectorId = 1, idTag = Tag });
        start.Time().ShouldBe(started);
        SentFrame stop = test.Expect(
            "StopTransaction",
            new { transactionId = test.Script.TransactionIds[start.MessageId] }
        );
        stop.Time().ShouldBe(stopped);
        (stop.Text("reason") ?? "Local").ShouldBe("Local");
        test.ExpectSilence(30);
    }

    // A charge point that may start unknown tags offline, and is.
    private static TestSystem Offline(params ReadOnlySpan<(string, string)> configuration)
    {
        TestSystem test = TestSystem.Booted(
            null,
            [("LocalAuthorizeOffline", "true"), ("AllowOfflineTxForUnknownId", "true"), .. configuration]
        );
        test.GoOffline();
        test.Wait(10);
        return test;
    }

    private static void Start(TestSystem test)
    {
        test.PlugIn();
        test.Present(Tag);
    }
}
