using System.Globalization;
using System.Text.Json.Nodes;
using Conformance.Tests.Harness;
using Ocpp.Rpc;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Charging profiles and composite schedules as the cases write them: <c>8@0 10@50</c> is 8 A from 0 s on, 10 A from 50 s on.</summary>
internal static class ChargingProfiles
{
    /// <summary>What a socket of 22 kW with 3 phases of 230 V can give: 31.88 A, told to one digit.</summary>
    public const string LocalLimit = "31.8";

    /// <summary>An absolute profile in A that begins now.</summary>
    public static JsonObject Profile(
        this TestSystem test,
        int id,
        string purpose,
        string periods,
        int stackLevel = 0,
        int? duration = null,
        int? transactionId = null
    )
    {
        var schedule = new JsonObject
        {
            ["chargingRateUnit"] = "A",
            ["startSchedule"] = test.Now.ToString(),
            ["chargingSchedulePeriod"] = new JsonArray([.. periods.Split(' ').Select(Period)]),
        };
        var profile = new JsonObject
        {
            ["chargingProfileId"] = id,
            ["stackLevel"] = stackLevel,
            ["chargingProfilePurpose"] = purpose,
            ["chargingProfileKind"] = "Absolute",
            ["chargingSchedule"] = schedule,
        };
        if (duration is { } seconds)
        {
            schedule["duration"] = seconds;
        }
        if (transactionId is { } transaction)
        {
            profile["transactionId"] = transaction;
        }
        return profile;
    }

    /// <summary>SetChargingProfile, accepted.</summary>
    public static void Set(this TestSystem test, int connectorId, JsonObject profile) =>
        test.Send("SetChargingProfile", new { connectorId, csChargingProfiles = profile }, "Accepted");

    /// <summary>SetChargingProfile that must be refused, by a status or where allowed by PropertyConstraintViolation.</summary>
    public static void ExpectRefused(SentFrame answer) =>
        (answer.Text("status") == "Rejected" || answer.ErrorCode == "PropertyConstraintViolation").ShouldBeTrue(
            $"{answer}"
        );

    /// <summary>GetCompositeSchedule in A, accepted, from now on, with exactly these periods.</summary>
    public static void ExpectComposite(this TestSystem test, int duration, string periods, int connectorId = 1)
    {
        SentFrame answer = test.Send(
            "GetCompositeSchedule",
            new
            {
                connectorId,
                duration,
                chargingRateUnit = "A",
            },
            "Accepted"
        );
        answer.Number("connectorId").ShouldBe(connectorId);
        answer.Time("scheduleStart").ShouldBe(test.Now.ToUtc());
        JsonObject schedule = answer.Payload["chargingSchedule"]!.AsObject();
        schedule["duration"]!.GetValue<int>().ShouldBe(duration);
        schedule["chargingRateUnit"]!.GetValue<string>().ShouldBe("A");
        string.Join(
                ' ',
                schedule["chargingSchedulePeriod"]!
                    .AsArray()
                    .Select(period =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{period!["limit"]!.GetValue<decimal>():0.#}@{period["startPeriod"]}"
                        )
                    )
            )
            .ShouldBe(periods);
    }

    private static JsonNode Period(string period)
    {
        string[] parts = period.Split('@');
        return new JsonObject
        {
            ["startPeriod"] = int.Parse(parts[1], CultureInfo.InvariantCulture),
            ["limit"] = decimal.Parse(parts[0], CultureInfo.InvariantCulture),
        };
    }
}
