using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>/chargers/{id}/charging-profiles and composite-schedule, with profiles that the embedded CSMS has sent.</summary>
public sealed class ChargingProfilesTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task A_charger_without_profiles_has_its_rating()
    {
        await simulator.CreateAsync("SC1", """ "evses":[{"id":1},{"id":2,"currentType":"DC"}] """);
        var profiles = await simulator.SendAsync("GET", "/chargers/SC1/charging-profiles");
        profiles.Json.AsArray().ShouldBeEmpty();
        profiles.Headers["X-Total-Count"].ShouldBe("0");
        (await PeriodsAsync("SC1", 1, "?durationSeconds=60&unit=W")).ShouldBe("22000@0");
        (await PeriodsAsync("SC1", 2, "?unit=A")).ShouldBe("125@0");
        (await PeriodsAsync("SC1", 0, "?unit=W")).ShouldBe("72000@0");
    }

    [Fact]
    public async Task What_the_csms_installs_is_shown_limits_and_survives()
    {
        await simulator.OnlineAsync("SC2");
        await CallAsync(
            """{"connectorId":0,"csChargingProfiles":{"chargingProfileId":7,"stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0},{"startPeriod":86000,"limit":8,"numberPhases":1}]}}}"""
        );
        await CallAsync(
            """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":8,"stackLevel":1,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":6900}]}}}"""
        );
        var started = await simulator.SendAsync("POST", "/chargers/SC2/evses/1/start-transaction", """{"idTag":"T"}""");
        started.Status.ShouldBe(202, started.Text);
        await simulator.UntilAsync("SC2", charger => (double)charger["evses"]![0]!["powerW"]! > 5_000);
        var charging = await simulator.UntilAsync(
            "SC2",
            charger => charger["evses"]![0]!["transaction"]?["id"] is not null
        );
        ((double)charging["evses"]![0]!["limitW"]!).ShouldBe(6_900);
        ((double)charging["evses"]![0]!["powerW"]!).ShouldBeLessThanOrEqualTo(6_900);
        await CallAsync(
            """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":9,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":0}]}}}"""
        );
        await simulator.UntilAsync("SC2", charger => (string?)charger["evses"]![0]!["status"] == "SuspendedEVSE");

        var profiles = (await simulator.SendAsync("GET", "/chargers/SC2/charging-profiles")).Json.AsArray();
        profiles.Select(it => (int)it!["connectorId"]!).ShouldBe([0, 1, 1]);
        profiles.Select(it => (int)it!["profile"]!["chargingProfileId"]!).ShouldBe([7, 8, 9]);
        var transaction = (int)charging["evses"]![0]!["transaction"]!["id"]!;
        profiles.Select(it => (int?)it!["transactionId"]).ShouldBe([null, null, transaction]);
        profiles[0]!["profile"]!
            .ToJsonString()
            .ShouldBe(
                """{"chargingProfileId":7,"stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0},{"startPeriod":86000,"limit":8,"numberPhases":1}]}}"""
            );
        (await PeriodsAsync("SC2", 1, "?durationSeconds=60&unit=A")).ShouldBe("0@0");
        (await PeriodsAsync("SC2", 0, "?durationSeconds=60&unit=A")).ShouldBe("0@0");
        (await simulator.SendAsync("POST", "/chargers/SC2/stop")).Status.ShouldBe(200);
        (await PeriodsAsync("SC2", 1, "?durationSeconds=60")).ShouldBe(
            "6900@0",
            "the TxProfile went with its transaction"
        );
    }

    [Fact]
    public async Task Wrong_questions_say_what_to_mend()
    {
        await simulator.CreateAsync("SC3");
        const string Path = "/chargers/SC3/evses/1/composite-schedule";
        (await simulator.SendAsync("GET", "/chargers/none/charging-profiles")).Status.ShouldBe(404);
        (await simulator.SendAsync("GET", "/chargers/SC3/evses/9/composite-schedule")).Status.ShouldBe(404);
        (await simulator.SendAsync("GET", $"{Path}?unit=VA")).ShouldBeInvalid("unit");
        (await simulator.SendAsync("GET", $"{Path}?durationSeconds=0")).ShouldBeInvalid("durationSeconds");
        (await simulator.SendAsync("GET", $"{Path}?durationSeconds=2678401")).ShouldBeInvalid("durationSeconds");
        var month = (await simulator.SendAsync("GET", $"{Path}?durationSeconds=2678400")).Json;
        ((int)month["durationSeconds"]!).ShouldBe(2_678_400);
        ((string?)month["unit"]).ShouldBe("A");
        ((int)month["evseId"]!).ShouldBe(1);
        ((string?)month["scheduleStart"]).ShouldNotBeNull().ShouldEndWith("Z");
    }

    private async Task CallAsync(string payload)
    {
        var answer = await simulator.SendAsync(
            "POST",
            "/csms/chargers/SC2/calls",
            $$"""{"action":"SetChargingProfile","payload":{{payload}}}"""
        );
        ((string?)answer.Json["payload"]?["status"]).ShouldBe("Accepted", answer.Text);
    }

    private async Task<string> PeriodsAsync(string id, int evse, string query)
    {
        var schedule = (
            await simulator.SendAsync("GET", $"/chargers/{id}/evses/{evse}/composite-schedule{query}")
        ).Json;
        return string.Join(
            ' ',
            schedule["periods"]!.AsArray().Select(period => $"{(decimal)period!["limit"]!:0.#}@{period["startPeriod"]}")
        );
    }
}
