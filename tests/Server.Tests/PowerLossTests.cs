using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>What a charger does with a transaction when its power goes is a setting of its owner (OCPP 1.6 §3.7).</summary>
public sealed class PowerLossTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task On_backup_power_the_end_is_told_while_the_power_is_away()
    {
        await using var csms = await ChargingAsync("BACKED", "\"backupPower\":true");

        await LosePowerAsync("BACKED");

        ((string?)(await csms.ReceivedAsync("StopTransaction"))["reason"]).ShouldBe("PowerLoss");
        ((string?)(await simulator.ChargerAsync("BACKED"))["chaos"]![0]!["kind"]).ShouldBe("power-loss");
    }

    [Fact]
    public async Task One_that_does_not_go_on_is_stopped_when_the_power_is_back()
    {
        await using var csms = await ChargingAsync("ENDS", "\"resumeAfterPowerLoss\":false");

        await LosePowerAsync("ENDS");
        await PowerIsBackAsync("ENDS", csms);

        ((string?)(await csms.ReceivedAsync("StopTransaction"))["reason"]).ShouldBe("PowerLoss");
        Actions(csms).ShouldBe(["BootNotification", "StartTransaction", "BootNotification", "StopTransaction"]);
    }

    [Fact]
    public async Task Else_it_goes_on_and_a_change_of_that_holds_from_the_next_loss_on()
    {
        await using var csms = await ChargingAsync("GOES-ON", "\"backupPower\":false");

        await LosePowerAsync("GOES-ON");
        await PowerIsBackAsync("GOES-ON", csms);
        await simulator.UntilAsync("GOES-ON", Charges);
        await simulator.SendAsync("POST", "/chargers/GOES-ON/evses/1/stop-transaction");
        var stop = await csms.ReceivedAsync("StopTransaction");
        ((string?)stop["reason"] ?? "Local").ShouldBe("Local");
        ((int?)stop["transactionId"]).ShouldBe(CsmsDouble.FirstTransactionId);

        var changed = await simulator.SendAsync("PATCH", "/chargers/GOES-ON", """{"resumeAfterPowerLoss":false}""");
        ((bool?)changed.Json["resumeAfterPowerLoss"]).ShouldBe(false, changed.Text);
        await StartAsync("GOES-ON");
        await LosePowerAsync("GOES-ON");
        await PowerIsBackAsync("GOES-ON", csms);
        var last = await csms.ReceivedAsync("StopTransaction", 2);
        ((string?)last["reason"]).ShouldBe("PowerLoss");
    }

    private async Task<CsmsDouble> ChargingAsync(string id, string setting)
    {
        var csms = await CsmsDouble.StartAsync();
        await simulator.OnlineAsync(id, $$"""{{setting}},"csmsUrl":"{{csms.Url}}" """);
        await StartAsync(id);
        return csms;
    }

    private async Task StartAsync(string id)
    {
        await simulator.UntilAsync(id, charger => (string?)charger["registration"] == "Accepted");
        await simulator.SendAsync("POST", $"/chargers/{id}/evses/1/start-transaction", """{"idTag":"T"}""");
        await simulator.UntilAsync(id, Charges);
    }

    private async Task LosePowerAsync(string id)
    {
        var chaos = await simulator.SendAsync("POST", $"/chargers/{id}/chaos", """{"kind":"power-loss"}""");
        chaos.Status.ShouldBe(200, chaos.Text);
    }

    private async Task PowerIsBackAsync(string id, CsmsDouble csms)
    {
        var boots = Actions(csms).Count(action => action == "BootNotification");
        (await simulator.SendAsync("DELETE", $"/chargers/{id}/chaos")).Status.ShouldBe(204);
        await csms.ReceivedAsync("BootNotification", boots + 1);
        await simulator.UntilAsync(id, charger => (string?)charger["registration"] == "Accepted");
    }

    private static bool Charges(JsonNode charger) => charger["evses"]![0]!["transaction"]?["id"] is not null;

    private static IEnumerable<string> Actions(CsmsDouble csms) =>
        csms
            .Calls.Select(call => call.Action)
            .Where(action => action.EndsWith("Transaction") || action.StartsWith("Boot"));
}
