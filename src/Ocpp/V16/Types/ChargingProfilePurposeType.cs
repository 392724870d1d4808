using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>What a charging profile limits.</summary>
[JsonConverter(typeof(OcppEnumConverter<ChargingProfilePurposeType>))]
public enum ChargingProfilePurposeType
{
    /// <summary>The charge point as a whole.</summary>
    ChargePointMaxProfile,

    /// <summary>Transactions that have no profile of their own.</summary>
    TxDefaultProfile,

    /// <summary>One transaction.</summary>
    TxProfile,
}
