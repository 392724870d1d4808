using System.Collections.Concurrent;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// What of a charge point its configuration depends on. Charge points of the same shape share their default values.
/// </summary>
public sealed record ConfigurationShape
{
    private static readonly ConcurrentDictionary<ConfigurationShape, ConfigurationDefaults> Shared = new();

    /// <summary>The feature profiles that a charge point of ours can have.</summary>
    public static IReadOnlyList<FeatureProfile> Built { get; } =
    [
        FeatureProfile.Core,
        FeatureProfile.FirmwareManagement,
        FeatureProfile.LocalAuthListManagement,
        FeatureProfile.Reservation,
        FeatureProfile.SmartCharging,
        FeatureProfile.RemoteTrigger,
        FeatureProfile.Security,
    ];

    /// <summary>Connectors without 0.</summary>
    public required int Connectors { get; init; }

    /// <summary>True when no EVSE has a lock.</summary>
    public required bool FixedCablesOnly { get; init; }

    /// <summary>The kinds of meters it has.</summary>
    public required MeterKinds Meters { get; init; }

    /// <summary>Its vendor, the default of CpoName.</summary>
    public required string Vendor { get; init; }

    /// <summary>How the installer has connected it to the grid, ConnectorPhaseRotation of connector 0.</summary>
    public string GridRotation { get; init; } = "RST";

    /// <summary>The feature profiles it has, as SupportedFeatureProfiles lists them.</summary>
    public required string FeatureProfiles { get; init; }

    /// <summary>True when the messages of the security extension are there; they are no feature profile of their own.</summary>
    public bool SecurityExtension { get; init; }

    /// <summary>The shape of a charge point with the feature profiles that its owner has enabled: all, unless SupportedFeatureProfiles lists them.</summary>
    public static ConfigurationShape Of(ChargePointSettings settings)
    {
        string? enabled = settings
            .Configuration.FirstOrDefault(pair =>
                ConfigurationKeys.Find(pair.Key) == ConfigurationKeys.SupportedFeatureProfiles
            )
            .Value;
        string[]? names = enabled?.Split(',', StringSplitOptions.TrimEntries);
        return Of(
            settings,
            [
                .. Built.Where(profile =>
                    profile is FeatureProfile.Core or FeatureProfile.Security
                    || names is null
                    || names.Contains(profile.ToString())
                ),
            ]
        );
    }

    /// <summary>Why a list of feature profiles cannot be what a charge point has; null when it can.</summary>
    internal static string? WhyNotProfiles(string list)
    {
        string[] names =
        [
            .. Built.Where(profile => profile != FeatureProfile.Security).Select(profile => profile.ToString()),
        ];
        string[] wanted = list.Split(',', StringSplitOptions.TrimEntries);
        return !wanted.Contains(nameof(FeatureProfile.Core)) ? "must list Core: no charge point is without it"
            : Array.Find(wanted, name => !names.Contains(name)) is { } unknown
                ? $"cannot list '{unknown}': there are {string.Join(", ", names)}"
            : null;
    }

    /// <summary>The shape of a charge point with these feature profiles.</summary>
    public static ConfigurationShape Of(ChargePointSettings settings, params ReadOnlySpan<FeatureProfile> profiles)
    {
        var names = new List<string>(profiles.Length);
        bool security = false;
        foreach (FeatureProfile profile in profiles)
        {
            if (profile == FeatureProfile.Security)
            {
                security = true;
            }
            else
            {
                names.Add(profile.ToString());
            }
        }
        return new()
        {
            Connectors = settings.Evses.Count,
            FixedCablesOnly = settings.Evses.All(evse => evse.Cable == CableKind.Fixed),
            Meters = settings.Evses.Aggregate(MeterKinds.None, (kinds, evse) => kinds | MeasurandSupport.KindOf(evse)),
            Vendor = settings.Vendor,
            GridRotation = PhaseRotation.OfInstaller(settings.Id),
            FeatureProfiles = string.Join(',', names),
            SecurityExtension = security,
        };
    }

    /// <summary>True when the charge point has that profile.</summary>
    public bool Has(FeatureProfile profile) =>
        profile == FeatureProfile.Security
            ? SecurityExtension
            : FeatureProfiles.Split(',').Contains(profile.ToString());

    /// <summary>The access that a CSMS has to a key of such a charge point.</summary>
    public ConfigurationAccess AccessTo(ConfigurationKey key)
    {
        bool noLockToOpen = key == ConfigurationKeys.UnlockConnectorOnEVSideDisconnect && FixedCablesOnly;
        return noLockToOpen || !Has(key.Profile) ? ConfigurationAccess.ReadOnly : key.Access;
    }

    internal ConfigurationDefaults Defaults => Shared.GetOrAdd(this, shape => new ConfigurationDefaults(shape));

    internal string? DefaultOf(ConfigurationKey key)
    {
        if (key == ConfigurationKeys.NumberOfConnectors)
        {
            return Connectors.ToString();
        }
        if (key == ConfigurationKeys.ConnectorPhaseRotationMaxLength)
        {
            return (Connectors + 1).ToString();
        }
        if (key == ConfigurationKeys.ConnectorPhaseRotation)
        {
            return string.Join(
                ',',
                Enumerable.Range(1, Connectors).Select(connector => $"{connector}.RST").Prepend($"0.{GridRotation}")
            );
        }
        if (key == ConfigurationKeys.SupportedFeatureProfiles)
        {
            return FeatureProfiles;
        }
        if (key == ConfigurationKeys.CpoName)
        {
            return Vendor;
        }
        bool withoutMeaning =
            key.Type == ConfigurationType.Boolean && AccessTo(key) == ConfigurationAccess.ReadOnly && !Has(key.Profile);
        bool fixedCable = key == ConfigurationKeys.UnlockConnectorOnEVSideDisconnect && FixedCablesOnly;
        return withoutMeaning || fixedCable ? "false" : key.Default;
    }
}
