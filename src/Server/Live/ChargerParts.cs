using System.Text.Json.Serialization;
using ChargePoints;

namespace Server.Live;

/// <summary>Parts of a charger that are fetched by themselves, since most chargers have none.</summary>
public enum ChargerPart
{
    /// <summary>/charging-profiles, and with them the composite schedules.</summary>
    [JsonStringEnumMemberName("charging-profiles")]
    ChargingProfiles,

    /// <summary>/security, /certificates and /security-events.</summary>
    [JsonStringEnumMemberName("security")]
    Security,

    /// <summary>/firmware.</summary>
    [JsonStringEnumMemberName("firmware")]
    Firmware,

    /// <summary>/diagnostics.</summary>
    [JsonStringEnumMemberName("diagnostics")]
    Diagnostics,

    /// <summary>/local-list.</summary>
    [JsonStringEnumMemberName("local-list")]
    LocalList,

    /// <summary>/reservations.</summary>
    [JsonStringEnumMemberName("reservations")]
    Reservations,
}

/// <summary>Finds which parts differ between two snapshots: a part that has not changed is the same object.</summary>
internal static class ChargerParts
{
    private static readonly (ChargerPart Part, Func<ChargePointSnapshot, object?> Of)[] All =
    [
        (ChargerPart.ChargingProfiles, snapshot => snapshot.SmartCharging),
        (ChargerPart.Security, snapshot => snapshot.Security),
        (ChargerPart.Firmware, snapshot => snapshot.Firmware),
        (ChargerPart.Diagnostics, snapshot => snapshot.Uploads),
        (ChargerPart.LocalList, snapshot => snapshot.LocalAuthList),
        (ChargerPart.Reservations, snapshot => snapshot.Reservations),
    ];

    public static IReadOnlyList<ChargerPart> Changed(ChargePointSnapshot before, ChargePointSnapshot now) =>
        ReferenceEquals(before, now)
            ? []
            : [.. All.Where(it => !ReferenceEquals(it.Of(before), it.Of(now))).Select(it => it.Part)];

    /// <summary>Whether /security shows something else by the configuration: a profile, or whether a password is set.</summary>
    public static bool SecurityChanged(ConfigurationView before, ConfigurationView now) =>
        before.SecurityProfile != now.SecurityProfile
        || before.AuthorizationKey is null != now.AuthorizationKey is null;
}
