using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>Charging profiles as a CSMS writes them, and what the tests do with them.</summary>
internal static class ProfileJson
{
    /// <summary>A profile with the periods given as (start in s, limit).</summary>
    public static JsonObject Of(
        int id,
        string purpose,
        int stackLevel = 0,
        string kind = "Absolute",
        string unit = "A",
        int? duration = null,
        string? start = null,
        params (int Start, double Limit)[] periods
    )
    {
        JsonObject schedule = new()
        {
            ["chargingRateUnit"] = unit,
            ["chargingSchedulePeriod"] = new JsonArray([
                .. periods.Select(period => new JsonObject
                {
                    ["startPeriod"] = period.Start,
                    ["limit"] = period.Limit,
                }),
            ]),
        };
        if (duration is { } seconds)
        {
            schedule["duration"] = seconds;
        }
        if (start is not null)
        {
            schedule["startSchedule"] = start;
        }
        return new()
        {
            ["chargingProfileId"] = id,
            ["stackLevel"] = stackLevel,
            ["chargingProfilePurpose"] = purpose,
            ["chargingProfileKind"] = kind,
            ["chargingSchedule"] = schedule,
        };
    }

    public static JsonObject Max(int id, double limit, string unit = "A") =>
        Of(id, "ChargePointMaxProfile", unit: unit, periods: (0, limit));

    public static JsonObject Default(int id, double limit, string unit = "A", int stackLevel = 0) =>
        Of(id, "TxDefaultProfile", stackLevel, unit: unit, periods: (0, limit));

    public static JsonObject Tx(int id, double limit, string unit = "A", int stackLevel = 0) =>
        Of(id, "TxProfile", stackLevel, "Relative", unit, periods: (0, limit));

    public static JsonObject With(this JsonObject profile, string field, JsonNode? value)
    {
        profile[field] = value;
        return profile;
    }

    public static JsonObject WithSchedule(this JsonObject profile, string field, JsonNode? value)
    {
        profile["chargingSchedule"]![field] = value;
        return profile;
    }

    public static JsonObject WithPhases(this JsonObject profile, int phases)
    {
        foreach (JsonNode? period in profile["chargingSchedule"]!["chargingSchedulePeriod"]!.AsArray())
        {
            period!["numberPhases"] = phases;
        }
        return profile;
    }

    /// <summary>SetChargingProfile, whatever the answer.</summary>
    public static string TrySet(this ChargePointBench bench, int connectorId, JsonObject profile)
    {
        SentFrame answer = bench.TryCall("SetChargingProfile", new { connectorId, csChargingProfiles = profile })!;
        return answer.Text("status") ?? answer.ErrorCode;
    }

    /// <summary>SetChargingProfile that must be accepted.</summary>
    public static ChargePointBench Set(this ChargePointBench bench, int connectorId, JsonObject profile)
    {
        bench.TrySet(connectorId, profile).ShouldBe("Accepted");
        return bench;
    }

    /// <summary>ClearChargingProfile.</summary>
    public static string Clear(this ChargePointBench bench, object criteria) =>
        bench.Call("ClearChargingProfile", criteria)["status"]!.GetValue<string>();

    /// <summary>The periods of GetCompositeSchedule, such as <c>8@0 10@50</c>.</summary>
    public static string Composite(this ChargePointBench bench, int connectorId, int duration, string? unit = "A")
    {
        JsonObject answer = bench.GetComposite(connectorId, duration, unit);
        return string.Join(
            ' ',
            answer["chargingSchedule"]!["chargingSchedulePeriod"]!
                .AsArray()
                .Select(period => $"{period!["limit"]}@{period["startPeriod"]}")
        );
    }

    public static JsonObject GetComposite(
        this ChargePointBench bench,
        int connectorId,
        int duration,
        string? unit = "A"
    )
    {
        JsonObject request = new() { ["connectorId"] = connectorId, ["duration"] = duration };
        if (unit is not null)
        {
            request["chargingRateUnit"] = unit;
        }
        return bench.Call("GetCompositeSchedule", request);
    }

    /// <summary>A charging EVSE's snapshot.</summary>
    public static EvseSnapshot Evse(this ChargePointBench bench, int id = 1) =>
        bench.ChargePoint.Snapshot.Evses[id - 1];
}
