namespace Simulation;

/// <summary>Counters of a fleet since its start; all but the lag only grow.</summary>
/// <param name="MessagesIn">Text frames received from CSMSs.</param>
/// <param name="MessagesOut">Text frames sent.</param>
/// <param name="Connects">Connections made.</param>
/// <param name="ConnectFailures">Attempts to connect that failed.</param>
/// <param name="LinksLost">Connections that ended without the charger's will: by the CSMS, the network, a disturbance or a power loss.</param>
/// <param name="Steps">Inputs stepped.</param>
/// <param name="ChargersFailed">Chargers stopped by an error of the simulator.</param>
/// <param name="LoopLag">The largest delay of a due instant in the last whole interval of a second.</param>
public sealed record FleetCounters(
    long MessagesIn,
    long MessagesOut,
    long Connects,
    long ConnectFailures,
    long LinksLost,
    long Steps,
    long ChargersFailed,
    TimeSpan LoopLag
);
