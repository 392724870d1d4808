using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Where a reading was taken.</summary>
[JsonConverter(typeof(OcppEnumConverter<Location>))]
public enum Location
{
    /// <summary>In the cable.</summary>
    Cable,

    /// <summary>In the car.</summary>
    EV,

    /// <summary>At the grid side of the charge point.</summary>
    Inlet,

    /// <summary>At the connector. The default.</summary>
    Outlet,

    /// <summary>Inside the charge point.</summary>
    Body,
}
