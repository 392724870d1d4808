using Ocpp.V16;

namespace ChargePoints;

/// <summary>The charging profile of a remote start, until its transaction begins.</summary>
/// <param name="IdTag">The tag of the remote start: nobody else gets the profile.</param>
/// <param name="Profile">A TxProfile.</param>
internal sealed record StartProfile(string IdTag, ChargingProfile Profile);
