using System.Text.Json.Serialization;
using ChargePoints;

namespace Server.Live;

/// <summary>Parts of a charger that are fetched by themselves, since most chargers have none.</summary>
public enum ChargerPart
{
    /// <summary>/charging-profiles, and with them the composite schedules.</summary>
    [JsonStringEnumMemberName("charging-profiles")]
    ChargingProfiles,

    /// <summary>/certificates and /security-events.</summary>
    [JsonStringEnumMemberName("security")]
    Security,
}

/// <summary>Finds which parts differ between two snapshots: a part that has not changed is the same object.</summary>
internal static class ChargerParts
{
    private static readonly (ChargerPart Part, Func<ChargePointSnapshot, object?> Of)[] All =
    [
        (ChargerPart.ChargingProfiles, snapshot => snapshot.SmartCharging),
        (ChargerPart.Security, snapshot => snapshot.Security),
    ];

    public static IReadOnlyList<ChargerPart> Changed(ChargePointSnapshot before, ChargePointSnapshot now) =>
        ReferenceEquals(before, now)
            ? []
            : [.. All.Where(it => !ReferenceEquals(it.Of(before), it.Of(now))).Select(it => it.Part)];
}
