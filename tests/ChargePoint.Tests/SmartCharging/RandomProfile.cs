using System.Text.Json.Nodes;
using Ocpp;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>Charging profiles as a seed has them, valid and not, around the present.</summary>
internal static class RandomProfile
{
    public static JsonObject Next(ref RandomStream random, Instant now)
    {
        string purpose = Any(ref random, "ChargePointMaxProfile", "TxDefaultProfile", "TxProfile");
        string unit = Any(ref random, "A", "W");
        var periods = new (int, double)[1 + random.NextInt32(4)];
        for (int i = 0; i < periods.Length; i++)
        {
            periods[i] = (i * 20, Math.Round(random.NextDouble(0, unit == "A" ? 40 : 28_000), 1));
        }
        bool starts = random.NextBoolean(0.5);
        JsonObject profile = ProfileJson.Of(
            random.NextInt32(30),
            purpose,
            random.NextInt32(3),
            purpose == "ChargePointMaxProfile" ? "Absolute" : Any(ref random, "Absolute", "Relative"),
            unit,
            random.NextBoolean(0.5) ? 1 + random.NextInt32(600) : null,
            starts ? (now + TimeSpan.FromSeconds(random.NextDouble(-4_000, 4_000))).ToString() : null,
            periods
        );
        if (random.NextBoolean(0.3))
        {
            profile.WithPhases(1 + random.NextInt32(3));
        }
        if (starts && random.NextBoolean(0.3))
        {
            profile["chargingProfileKind"] = "Recurring";
            profile["recurrencyKind"] = "Daily";
        }
        if (random.NextBoolean(0.2))
        {
            profile["validTo"] = (now + TimeSpan.FromSeconds(random.NextInt32(2_000))).ToString();
        }
        return profile;
    }

    private static string Any(ref RandomStream random, params ReadOnlySpan<string> items) =>
        items[random.NextInt32(items.Length)];
}
