//! What Kubernetes is told of a server of the model: values for the chart SuperSONIC, and a service
//! for KServe. Addresses of a cluster are left for those to fill in who run it.

/// Requests that one server is to hold at a time: one that is computed, and others that become the
/// next batch meanwhile.
const REQUESTS_BATCHED: u32 = 4;
/// Without batches, those that wait only wait.
const REQUESTS_SINGLE: u32 = 1;

/// Name and text of each file, below the model's folder.
pub(super) fn files(slug: &str, batched: bool) -> [(&'static str, String); 2] {
    [
        ("deploy/supersonic-values.yaml", SUPERSONIC.to_owned()),
        ("deploy/kserve.yaml", kserve(slug, batched)),
    ]
}

/// Only what differs from the chart's own values.
const SUPERSONIC: &str = r#"# Values for the Helm chart SuperSONIC: Triton behind Envoy, as many servers as the load needs.
#   helm install NAME fastml/supersonic --values supersonic-values.yaml
triton:
  args:
    - |
      /opt/tritonserver/bin/tritonserver \
      --model-repository=/models \
      --exit-timeout-secs=60
  modelRepository:
    enabled: true
    mountPath: /models
    storageType: pvc
    pvc:
      claimName: "<the claim with this model repository>"
  # A share of a GPU, or more processors, as your cluster has them:
  resources:
    requests: { cpu: 1, memory: 2G }
    limits: { cpu: 1, memory: 2G }

# A server more where requests wait as long as they are computed. 1.5 answers sooner with more servers.
serverLoadThreshold: 2
keda:
  enabled: true
  minReplicaCount: 1
  maxReplicaCount: 8
# The scaler asks it for the load.
prometheus:
  enabled: true
envoy:
  loadBalancerPolicy: LEAST_REQUEST
"#;

fn kserve(slug: &str, batched: bool) -> String {
    let name = dns_label(slug);
    let requests = if batched { REQUESTS_BATCHED } else { REQUESTS_SINGLE };
    format!(
        r#"# A service of KServe, which any client of the Open Inference Protocol asks:
#   kubectl apply --filename kserve.yaml
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: "{name}"
spec:
  predictor:
    minReplicas: 1
    maxReplicas: 8
    # Requests that one server holds at a time; those that wait become its next batch.
    scaleMetric: concurrency
    scaleTarget: {requests}
    model:
      modelFormat:
        name: triton
      protocolVersion: v2
      storageUri: "<the address of the folder that holds this model repository>"
      resources:
        requests: {{ cpu: "1", memory: 2Gi }}
        limits: {{ cpu: "1", memory: 2Gi }}
"#
    )
}

/// A name as Kubernetes takes it: letters in lower case, digits and hyphens, a letter first.
fn dns_label(slug: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = slug.chars().map(plain).take(60).collect();
    let name = name.trim_matches('-');
    match name.chars().next() {
        None => "model".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("m-{name}"),
        Some(_) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::dns_label;

    #[test]
    fn names_are_those_of_kubernetes() {
        let names = ["hbb-in-pythia", "2 A\n\"b", "--é--"].map(dns_label);
        assert_eq!(names, ["hbb-in-pythia", "m-2-a--b", "model"]);
    }
}
