using System.Text;
using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>kill -9 of the program with a running transaction, as a CSMS outside of it sees it.</summary>
public sealed class KillTests
{
    private const string FirstKey = "00112233445566778899AABBCCDDEEFF";
    private const string SecondKey = "FFEEDDCCBBAA99887766554433221100";

    [Fact]
    public async Task A_kill_is_a_power_loss_and_transaction_meter_and_password_go_on()
    {
        await using var csms = await CsmsDouble.StartAsync();
        string[] options =
        [
            "--urls",
            "http://127.0.0.1:0",
            "--data-dir",
            Scratch.Directory(),
            "--no-demo",
            "--no-csms",
        ];
        using (var first = ServerProcess.Start(options))
        {
            using var api = await ProcessApi.OfAsync(first);
            await api.OnlineAsync(
                "K1",
                $$""","csmsUrl":"{{csms.Url}}","securityProfile":1,"password":"{{FirstKey}}" """
            );
            csms.Authorizations.ShouldAllBe(header => header == Basic(FirstKey));

            // The second key is on disk by the time that the charge point says so, or it could never come back.
            var changed = await csms.CallAsync(
                "ChangeConfiguration",
                $$"""{"key":"AuthorizationKey","value":"{{SecondKey}}"}"""
            );
            ((string?)changed["status"]).ShouldBe("Accepted");
            await Await.ForAsync(
                () => Task.FromResult(csms.Authorizations.Last()),
                header => header == Basic(SecondKey)
            );
            await api.UntilAsync("/chargers/K1", charger => (string?)charger["connection"] == "connected");
            await api.PostAsync("/chargers/K1/evses/1/start-transaction", """{"idTag":"T"}""");
            await csms.ReceivedAsync("StartTransaction");
            await csms.ReceivedAsync("MeterValues", count: 3);
            await first.KillAsync();
        }

        var reported = Registers(csms).Max();
        reported.ShouldBeGreaterThan(0);
        var handshakes = csms.Authorizations.Count;
        using var again = ServerProcess.Start(options);
        using var after = await ProcessApi.OfAsync(again);

        var register = await ResumedAsync(csms);
        register.ShouldBeGreaterThanOrEqualTo(reported);
        csms.Authorizations.Skip(handshakes).ShouldAllBe(header => header == Basic(SecondKey));
        csms.Authorizations.Count.ShouldBeGreaterThan(handshakes);

        await after.PostAsync("/chargers/K1/evses/1/stop-transaction");
        var stop = await csms.ReceivedAsync("StopTransaction");
        ((int)stop["transactionId"]!).ShouldBe(CsmsDouble.FirstTransactionId);
        ((long)stop["meterStop"]!).ShouldBeGreaterThanOrEqualTo(register);

        // The cable is still in: the next transaction begins where the meter stands.
        await after.PostAsync("/chargers/K1/evses/1/start-transaction", """{"idTag":"T"}""");
        var start = await csms.ReceivedAsync("StartTransaction", 2);
        ((long)start["meterStart"]!).ShouldBeGreaterThanOrEqualTo((long)stop["meterStop"]!);
        csms.Calls.Count(call => call.Action == "StopTransaction").ShouldBe(1);
        (await again.TerminateAsync()).ShouldBe(0);
    }

    // The first report after the kill stamps the interruption; it belongs to the transaction that goes on.
    private static async Task<long> ResumedAsync(CsmsDouble csms)
    {
        var report = await csms.ReceivedAsync("MeterValues", call => Contexts(call).Contains("Interruption.Begin"));
        Contexts(report).ShouldBe(["Interruption.Begin", "Interruption.End"]);
        ((int)report["transactionId"]!).ShouldBe(CsmsDouble.FirstTransactionId);
        csms.Calls.ShouldNotContain(call => call.Action == "StopTransaction");
        var values = report["meterValue"]!.AsArray().Select(value => Register(value!["sampledValue"]![0]!)).ToList();
        // Nothing flows while there is no power.
        values[1].ShouldBe(values[0]);
        return values[0];
    }

    private static IEnumerable<string?> Contexts(JsonNode report) =>
        report["meterValue"]!.AsArray().Select(value => (string?)value!["sampledValue"]![0]!["context"]);

    private static long Register(JsonNode sample) => long.Parse((string)sample["value"]!);

    private static string Basic(string key) =>
        "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes("K1:"), .. Convert.FromHexString(key)]);

    private static IEnumerable<long> Registers(CsmsDouble csms) =>
        csms
            .Calls.Where(call => call.Action == "MeterValues")
            .SelectMany(call => call.Payload["meterValue"]!.AsArray())
            .SelectMany(value => value!["sampledValue"]!.AsArray())
            .Where(IsRegister)
            .Select(sample => Register(sample!));

    private static bool IsRegister(JsonNode? sample) =>
        (string?)sample!["measurand"] is null or "Energy.Active.Import.Register";
}
