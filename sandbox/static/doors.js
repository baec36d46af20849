// The messenger's JSON. Addresses are relative: the page may be mounted anywhere.
async function fruit(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body.result;
}

export const get = async (address) => fruit(await fetch(address));

export const post = async (address, body) =>
  fruit(
    await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

export const send = async (address, file) =>
  fruit(
    await fetch(address, {
      method: "POST",
      headers: { "Content-Type": file.type || "application/octet-stream" },
      body: file,
    }),
  );
