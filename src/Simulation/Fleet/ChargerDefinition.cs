using ChargePoints;

namespace Simulation;

/// <summary>A simulated charger as its owner defines it: the charge point and the way to its CSMS.</summary>
public sealed record ChargerDefinition
{
    /// <summary>The charge point.</summary>
    public required ChargePointSettings ChargePoint { get; init; }

    /// <summary>The way to the CSMS.</summary>
    public required LinkSettings Link { get; init; }

    /// <summary>The site that feeds it (<see cref="Fleet.SetSite"/>); null for a grid of its own.</summary>
    public string? SiteId { get; init; }
}

/// <summary>How a charger reaches its CSMS.</summary>
public sealed record LinkSettings
{
    /// <summary>ws:// or wss://; the percent-encoded identity is appended to its path.</summary>
    public required Uri CsmsUrl { get; init; }

    /// <summary>Failed attempts in a row after which the link gives up; null for never.</summary>
    public int? MaxReconnectAttempts { get; init; }

    /// <summary>Time without a connection after which the link gives up; null for never.</summary>
    public TimeSpan? MaxReconnectTime { get; init; }

    /// <summary>False: the handshake names no subprotocol, as <see cref="Quirk.MissingSubprotocolHeader"/> has it.</summary>
    public bool OffersSubprotocol { get; init; } = true;

    /// <summary>Where the CSMS is to be found with TLS (security profiles 2 and 3), wss://; null for the same place as without.</summary>
    public Uri? SecureCsmsUrl { get; init; }
}
